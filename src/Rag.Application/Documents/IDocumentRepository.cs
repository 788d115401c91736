using Rag.Domain.Documents;

namespace Rag.Application.Documents;

/// <summary>
/// The documents and the state of their versions. Saving is one conditional write of one document, so that it needs no
/// transaction over several.
/// </summary>
public interface IDocumentRepository
{
    Task<Document?> FindAsync(DocumentId id, CancellationToken cancellationToken);

    /// <summary>By name, without case.</summary>
    Task<Document?> FindByNameAsync(FileName name, CancellationToken cancellationToken);

    /// <summary>All of them by name.</summary>
    Task<IReadOnlyList<Document>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Stores it, durably, when nobody has stored another state since it was read.</summary>
    /// <returns>False when somebody has, or when a new document's name is taken: read it again and decide anew.</returns>
    Task<bool> SaveAsync(Document document, CancellationToken cancellationToken);

    /// <summary>Removes the record; false when it was changed since it was read.</summary>
    Task<bool> RemoveAsync(Document document, CancellationToken cancellationToken);

    /// <summary>Documents whose newest version is queued or being processed.</summary>
    Task<int> CountWaitingAsync(CancellationToken cancellationToken);
}
