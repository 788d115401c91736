using Rag.Domain.Documents;

namespace Rag.Application.Documents;

/// <summary>What came of receiving a file.</summary>
/// <param name="Key">Names the staged bytes to this store.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ContentHash">SHA-256, lower-case hexadecimal.</param>
public sealed record StagedFile(string Key, long Size, string ContentHash);

/// <summary>The PDFs' bytes, kept under names that we make, never under a client's.</summary>
public interface IDocumentFileStore
{
    /// <summary>
    /// Writes a stream to a staging place and hashes it on the way; at most <paramref name="limit"/> bytes are read plus one.
    /// Nothing stays behind when it throws or is cancelled.
    /// </summary>
    /// <returns>The staged file; null when the stream is longer than the limit.</returns>
    /// <exception cref="IOException">The stream ended early or the disk refused.</exception>
    Task<StagedFile?> StageAsync(Stream content, long limit, CancellationToken cancellationToken);

    /// <summary>Makes a staged file, durably, the file of a version. Doing it again is no error.</summary>
    Task CommitAsync(StagedFile file, DocumentId document, int version, CancellationToken cancellationToken);

    /// <summary>Forgets a staged file.</summary>
    Task DiscardAsync(StagedFile file, CancellationToken cancellationToken);

    /// <summary>A seekable stream; null when there is no such file.</summary>
    Task<Stream?> OpenAsync(DocumentId document, int version, CancellationToken cancellationToken);

    /// <summary>Removes the file of one version; a missing one is no error.</summary>
    Task DeleteAsync(DocumentId document, int version, CancellationToken cancellationToken);
}
