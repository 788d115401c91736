using System.Buffers.Binary;
using System.Text;
using Rag.Application.Ingestion;

namespace Rag.Infrastructure.Pdf.Protocol;

/// <summary>The child's side of the answer.</summary>
internal sealed class PdfFrameWriter(Stream output) : IDisposable
{
    private readonly MemoryStream _frame = new();

    public void WriteHeader()
    {
        output.Write(PdfProtocol.AnswerMagic);
        output.WriteByte(PdfProtocol.Version);
    }

    public void WriteNetworkKept() => Write(PdfProtocol.NetworkKept, _ => { });

    public void WriteOpened(int pages, string? title) => Write(PdfProtocol.Opened, writer =>
    {
        writer.Write(pages);
        WriteText(writer, title ?? "");
    });

    public void WritePage(PdfPage page) => Write(PdfProtocol.Page, writer =>
    {
        writer.Write(page.Number);
        writer.Write(page.Rotation);
        writer.Write(page.Images);
        writer.Write(page.Glyphs);
        writer.Write(page.UnreadableGlyphs);
        writer.Write(page.Lines.Count);
        foreach (var line in page.Lines)
        {
            WriteText(writer, line.Text);
            writer.Write(line.FontSize);
            writer.Write(line.Top);
            writer.Write(line.Bottom);
            writer.Write(line.Block);
            writer.Write((byte)line.Marks);
        }
    });

    public void WriteEnded(PdfOutcome outcome) => Write(PdfProtocol.Ended, writer => writer.Write((byte)outcome));

    public void Dispose() => _frame.Dispose();

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private void Write(byte kind, Action<BinaryWriter> content)
    {
        _frame.SetLength(0);
        using (var writer = new BinaryWriter(_frame, Encoding.UTF8, leaveOpen: true))
        {
            content(writer);
        }

        output.WriteByte(kind);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)_frame.Length);
        output.Write(length);
        output.Write(_frame.GetBuffer().AsSpan(0, (int)_frame.Length));
        output.Flush();
    }
}
