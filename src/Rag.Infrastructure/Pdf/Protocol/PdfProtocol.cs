namespace Rag.Infrastructure.Pdf.Protocol;

/// <summary>
/// What parent and child say to each other. Numbers are little-endian, texts UTF-8 behind their length in bytes.
/// <para>From the child, as soon as it runs: <c>RPDA</c>, version. A process that does not get so far is broken, not the file.</para>
/// <para>To the child: <c>RPDQ</c>, version, most pages (int32), most bytes of text (int64), length of the file (int32), the file. The
/// parent then keeps the pipe open: when it closes, the parent is gone or has lost interest, and the child ends.</para>
/// <para>From the child: frames of kind (byte), length (int32) and content: <see cref="NetworkKept"/> where that is so,
/// one <see cref="Opened"/>, a <see cref="Page"/> for each page in ascending order, one <see cref="Ended"/>, which may also come alone.</para>
/// </summary>
internal static class PdfProtocol
{
    public const byte Version = 1;

    public const byte NetworkKept = (byte)'N';
    public const byte Opened = (byte)'O';
    public const byte Page = (byte)'P';
    public const byte Ended = (byte)'E';

    public static ReadOnlySpan<byte> RequestMagic => "RPDQ"u8;

    public static ReadOnlySpan<byte> AnswerMagic => "RPDA"u8;
}

/// <summary>The limits that parent and child both hold.</summary>
internal readonly record struct PdfLimits(int MaxPages, long MaxTextBytes)
{
    /// <summary>A frame holds one page: its text and for each line its facts. Lines of less than 16 bytes all over 20 MB are no text.</summary>
    public long MaxFrameBytes => Math.Min(int.MaxValue / 4, (64 * 1024) + (3 * MaxTextBytes));

    /// <summary>What a page takes as a frame.</summary>
    public static long FrameBytes(int lines, long textBytes) => 24 + (33L * lines) + textBytes;
}

/// <summary>What came over the pipe is not what the protocol allows.</summary>
internal sealed class PdfProtocolException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The reading process did not start or speaks another version: nothing is known about the file.</summary>
internal sealed class PdfWorkerException(string message, Exception? inner = null) : Exception(message, inner);
