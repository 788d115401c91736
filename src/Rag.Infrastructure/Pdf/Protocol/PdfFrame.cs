using System.Buffers.Binary;
using System.Text;
using Rag.Application.Ingestion;

namespace Rag.Infrastructure.Pdf.Protocol;

/// <summary>One thing that the child says.</summary>
internal abstract record PdfFrame
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private const TextMarks AllMarks = TextMarks.Hidden | TextMarks.Rotated | TextMarks.Unreadable | TextMarks.Bold;

    /// <exception cref="PdfProtocolException">The content cannot be one of that kind.</exception>
    public static PdfFrame Parse(byte kind, ReadOnlySpan<byte> content)
    {
        var cursor = new Cursor(content);
        try
        {
            PdfFrame frame = kind switch
            {
                PdfProtocol.NetworkKept => new PdfNetworkKept(),
                PdfProtocol.Opened => new PdfOpened(cursor.Count(), cursor.Text()),
                PdfProtocol.Page => new PdfPageRead(ParsePage(ref cursor)),
                PdfProtocol.Ended => new PdfEnded(ParseOutcome(cursor.Byte())),
                _ => throw new PdfProtocolException($"There is no frame of kind {kind}."),
            };
            return cursor.IsAtEnd ? frame : throw new PdfProtocolException("A frame is longer than its content.");
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or DecoderFallbackException)
        {
            throw new PdfProtocolException("A frame is shorter than its content, or its text is not UTF-8.", e);
        }
    }

    private static PdfPage ParsePage(ref Cursor cursor)
    {
        var number = cursor.Count();
        var rotation = cursor.Count();
        var (images, glyphs, unreadable, count) = (cursor.Count(), cursor.Count(), cursor.Count(), cursor.Count());
        // The list is not made as long as the child says but as long as it turns out to be.
        var lines = new List<PdfLine>();
        for (var i = 0; i < count; i++)
        {
            lines.Add(new PdfLine(
                cursor.Text(), cursor.Number(), cursor.Number(), cursor.Number(), cursor.Count(), ParseMarks(cursor.Byte())));
        }

        return rotation is 0 or 90 or 180 or 270 && unreadable <= glyphs
            ? new PdfPage(number, lines, rotation, images, glyphs, unreadable)
            : throw new PdfProtocolException("A page's facts contradict each other.");
    }

    private static TextMarks ParseMarks(byte value) => ((TextMarks)value & ~AllMarks) == TextMarks.None
        ? (TextMarks)value
        : throw new PdfProtocolException($"There are no marks {value}.");

    private static PdfOutcome ParseOutcome(byte value) => Enum.IsDefined((PdfOutcome)value)
        ? (PdfOutcome)value
        : throw new PdfProtocolException($"There is no outcome {value}.");

    private ref struct Cursor(ReadOnlySpan<byte> content)
    {
        private ReadOnlySpan<byte> _rest = content;

        public readonly bool IsAtEnd => _rest.IsEmpty;

        public byte Byte() => Take(1)[0];

        public int Count()
        {
            var value = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
            return value >= 0 ? value : throw new PdfProtocolException("A count is negative.");
        }

        public double Number()
        {
            var value = BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
            return double.IsFinite(value) ? value : throw new PdfProtocolException("A number is not finite.");
        }

        public string Text() => StrictUtf8.GetString(Take(Count()));

        private ReadOnlySpan<byte> Take(int length)
        {
            var taken = _rest[..length];
            _rest = _rest[length..];
            return taken;
        }
    }
}

/// <summary>The kernel did not let the child give the network up; it reads all the same.</summary>
internal sealed record PdfNetworkKept : PdfFrame;

/// <summary>The file could be opened.</summary>
internal sealed record PdfOpened(int Pages, string Title) : PdfFrame;

internal sealed record PdfPageRead(PdfPage Page) : PdfFrame;

internal sealed record PdfEnded(PdfOutcome Outcome) : PdfFrame;
