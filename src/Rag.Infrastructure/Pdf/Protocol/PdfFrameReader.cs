using System.Buffers.Binary;

namespace Rag.Infrastructure.Pdf.Protocol;

/// <summary>
/// The parent's side of the answer. The child has been reading a hostile file, so nothing that it says is believed: every length is
/// bounded before anything is allocated.
/// </summary>
internal sealed class PdfFrameReader(Stream input, PdfLimits limits)
{
    /// <exception cref="PdfProtocolException">It is not an answer of this version.</exception>
    public async Task ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var header = new byte[5];
        await ReadAsync(header, cancellationToken);
        if (!header.AsSpan(0, 4).SequenceEqual(PdfProtocol.AnswerMagic) || header[4] != PdfProtocol.Version)
        {
            throw new PdfProtocolException("The answer is not one of this version.");
        }
    }

    /// <exception cref="PdfProtocolException">The frame cannot be one, or the child went away in the middle of it.</exception>
    public async Task<PdfFrame> ReadFrameAsync(CancellationToken cancellationToken)
    {
        var head = new byte[5];
        await ReadAsync(head, cancellationToken);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(1));
        if (length < 0 || length > limits.MaxFrameBytes)
        {
            throw new PdfProtocolException($"A frame cannot have {length} bytes.");
        }

        var content = new byte[length];
        await ReadAsync(content, cancellationToken);
        return PdfFrame.Parse(head[0], content);
    }

    private async Task ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await input.ReadExactlyAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is EndOfStreamException or IOException)
        {
            throw new PdfProtocolException("The answer ends too early.", e);
        }
    }
}
