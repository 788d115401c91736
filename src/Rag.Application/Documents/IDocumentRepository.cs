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

    /// <summary>
    /// The versions that lost their record by <see cref="SaveAsync"/> or <see cref="RemoveAsync"/>, noted in the same write, until
    /// <see cref="ForgetRemainsAsync"/>; oldest first.
    /// </summary>
    Task<IReadOnlyList<VersionRemains>> ListRemainsAsync(CancellationToken cancellationToken);

    /// <summary>Nothing of the version is left in any store; forgetting it again is no error.</summary>
    Task ForgetRemainsAsync(DocumentId document, int version, CancellationToken cancellationToken);

    /// <summary>Documents whose newest version is queued or being processed.</summary>
    Task<int> CountWaitingAsync(CancellationToken cancellationToken);
}
