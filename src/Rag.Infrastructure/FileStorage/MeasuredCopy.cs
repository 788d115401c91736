using System.Buffers;
using System.Security.Cryptography;

namespace Rag.Infrastructure.FileStorage;

/// <summary>Passes a stream on piece by piece, counts and hashes it on the way: the memory it takes does not grow with the file.</summary>
internal static class MeasuredCopy
{
    private const int BufferSize = 128 * 1024;

    /// <param name="content">Read to its end, or to one byte beyond the limit.</param>
    /// <param name="limit">In bytes.</param>
    /// <param name="write">Gets each piece; its memory is used again afterwards.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns>How many bytes there were and their SHA-256 in lower-case hexadecimal digits; null when there were more than the limit.</returns>
    public static async Task<(long Size, string Hash)?> RunAsync(
        Stream content, long limit, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long size = 0;
            while (true)
            {
                // One byte beyond the limit is enough to know that there are more.
                var wanted = (int)Math.Min(BufferSize, limit + 1 - size);
                var read = await content.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken);
                if (read == 0)
                {
                    return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
                }

                size += read;
                if (size > limit)
                {
                    return null;
                }

                hash.AppendData(buffer, 0, read);
                await write(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
