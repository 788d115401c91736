namespace Rag.Application.Documents;

/// <summary>A client's stream of which the first bytes have been read already, and whose failures are the client's.</summary>
internal sealed class UploadStream(ReadOnlyMemory<byte> start, Stream rest) : Stream
{
    private ReadOnlyMemory<byte> _start = start;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_start.IsEmpty)
        {
            var count = Math.Min(buffer.Length, _start.Length);
            _start[..count].CopyTo(buffer);
            _start = _start[count..];
            return count;
        }

        try
        {
            return await rest.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            // A disk that fails while writing throws IOException too; only this one is the client's.
            throw new UploadCutException(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A request is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>The client's stream ended before its end.</summary>
internal sealed class UploadCutException(Exception cause) : Exception("The upload was cut off.", cause);
