using System.Buffers.Binary;

namespace Rag.Infrastructure.Pdf.Protocol;

/// <summary>The file and its limits, as the child gets them.</summary>
internal sealed record PdfRequest(PdfLimits Limits, byte[] File)
{
    private const int HeaderLength = 21;

    public static async Task WriteAsync(Stream output, PdfLimits limits, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        PdfProtocol.RequestMagic.CopyTo(header);
        header[4] = PdfProtocol.Version;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(5), limits.MaxPages);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(9), limits.MaxTextBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(17), file.Length);
        await output.WriteAsync(header, cancellationToken);
        await output.WriteAsync(file, cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    public static PdfRequest Read(Stream input)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        input.ReadExactly(header);
        if (!header[..4].SequenceEqual(PdfProtocol.RequestMagic) || header[4] != PdfProtocol.Version)
        {
            throw new PdfProtocolException("The request is not one of this version.");
        }

        var limits = new PdfLimits(BinaryPrimitives.ReadInt32LittleEndian(header[5..]), BinaryPrimitives.ReadInt64LittleEndian(header[9..]));
        var file = new byte[BinaryPrimitives.ReadInt32LittleEndian(header[17..])];
        input.ReadExactly(file);
        return new PdfRequest(limits, file);
    }
}
