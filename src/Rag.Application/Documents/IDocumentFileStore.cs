using Rag.Domain.Documents;

namespace Rag.Application.Documents;

public sealed record FileInStore(string Key, DateTimeOffset WrittenAt);

/// <summary>
/// The PDFs' bytes, kept under keys that the store makes, never under a client's name. A key is never used twice, so two
/// uploads of one name cannot write over each other; which key counts is decided by the document's record alone.
/// </summary>
public interface IDocumentFileStore
{
    /// <summary>
    /// Writes a stream, durably when it returns, and hashes it on the way. At most <paramref name="limit"/> bytes plus one are
    /// read. Nothing stays behind when it throws, is cancelled or finds too much.
    /// </summary>
    /// <returns>The file; null when the stream is longer than the limit.</returns>
    /// <exception cref="IOException">The stream ended early or the store refused.</exception>
    Task<StoredFile?> SaveAsync(Stream content, long limit, CancellationToken cancellationToken);

    /// <summary>A seekable stream; null when there is no such file.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes a file; a missing one is no error.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>All files under keys of the store's own making, in no order; what somebody else put beside them is not among them.</summary>
    IAsyncEnumerable<FileInStore> ListAsync(CancellationToken cancellationToken);
}
