namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>Bytes as a network brings them: a few at a time, and perhaps not all.</summary>
internal sealed class ClientStream(byte[] bytes, int pieces) : MemoryStream(bytes)
{
    /// <summary>Where the connection breaks.</summary>
    public int? FailsAt { get; init; }

    /// <summary>What happens after a piece was read.</summary>
    public Action? AfterPiece { get; init; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Position >= FailsAt)
        {
            throw new IOException("The connection broke.");
        }

        var read = await base.ReadAsync(buffer[..Math.Min(pieces, buffer.Length)], cancellationToken);
        AfterPiece?.Invoke();
        return read;
    }
}
