namespace Rag.Application.Documents;

/// <summary>Whether bytes begin as a PDF does.</summary>
internal static class PdfSignature
{
    /// <summary>Readers accept the mark within the first 1,024 bytes (ISO 32000-1, annex H, note 13), and such files are about.</summary>
    public const int SearchedBytes = 1024;

    public static bool IsIn(ReadOnlySpan<byte> start) => start.IndexOf("%PDF-"u8) >= 0;
}
