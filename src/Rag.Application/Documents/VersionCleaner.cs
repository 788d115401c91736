using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;

namespace Rag.Application.Documents;

/// <summary>Removes all that a version left in the stores. It may be called again after a failure in the middle.</summary>
public sealed class VersionCleaner(
    IDocumentRepository documents, IPassageRepository passages, IVectorIndex vectors, ILexicalIndex fullText, IDocumentFileStore files)
{
    /// <summary>Everything, the file too.</summary>
    public async Task RemoveAsync(DocumentId document, DocumentVersion? version, CancellationToken cancellationToken)
    {
        if (version is null)
        {
            return;
        }

        await RemoveIndexedAsync(document, version.Number, cancellationToken);
        await files.DeleteAsync(version.File.Key, cancellationToken);

        // A worker that still has it may write once more before it sees that it lost its claim: it looks at the remains when it ends,
        // and where its process ends first, the reconciler does.
        if (version.Status != DocumentStatus.Processing)
        {
            await documents.ForgetRemainsAsync(document, version.Number, cancellationToken);
        }
    }

    /// <summary>Everything, but it stays noted.</summary>
    public async Task CleanAsync(VersionRemains remains, CancellationToken cancellationToken)
    {
        await RemoveIndexedAsync(remains.Document, remains.Version, cancellationToken);
        await files.DeleteAsync(remains.FileKey, cancellationToken);
    }

    /// <summary>Everything, for whoever knows that nobody writes for this version any more.</summary>
    public async Task RemoveAsync(VersionRemains remains, CancellationToken cancellationToken)
    {
        await CleanAsync(remains, cancellationToken);
        await documents.ForgetRemainsAsync(remains.Document, remains.Version, cancellationToken);
    }

    /// <summary>What indexing made of it; the file stays.</summary>
    public async Task RemoveIndexedAsync(DocumentId document, int version, CancellationToken cancellationToken)
    {
        // The chunks first: what follows them, an index that is being built too, learns of the removal from them.
        await passages.DeleteVersionAsync(document, version, cancellationToken);
        await vectors.DeleteAsync(document, version, cancellationToken);
        await fullText.CatchUpAsync(cancellationToken);
    }
}
