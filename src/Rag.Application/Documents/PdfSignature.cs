namespace Rag.Application.Documents;

/// <summary>Whether bytes begin as a PDF does.</summary>
internal static class PdfSignature
{
    /// <summary>Readers accept the mark within the first 1,024 bytes (ISO 32000-1, annex H, note 13), and such files are about.</summary>
    public const int SearchedBytes = 1024;

    private const int EndBytes = 2048;

    /// <summary>Whether a file ends as a whole PDF does; it is at its beginning again afterwards.</summary>
    public static async Task<bool> IsWholeAsync(Stream content, CancellationToken cancellationToken)
    {
        content.Seek(-Math.Min(content.Length, EndBytes), SeekOrigin.End);
        var end = new byte[EndBytes];
        var length = await content.ReadAtLeastAsync(end, end.Length, throwOnEndOfStream: false, cancellationToken);
        content.Seek(0, SeekOrigin.Begin);
        return end.AsSpan(0, length).LastIndexOf("%%EOF"u8) >= 0;
    }

    public static bool IsIn(ReadOnlySpan<byte> start) => start.IndexOf("%PDF-"u8) >= 0;
}
