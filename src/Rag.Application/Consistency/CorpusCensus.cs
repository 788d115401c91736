using Rag.Application.Documents;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;

namespace Rag.Application.Consistency;

/// <summary>What every store holds.</summary>
/// <param name="Before">The documents before the stores were looked at; with <paramref name="After"/> it tells what was the same all the while.</param>
internal sealed record CorpusCount(
    IReadOnlyList<Document> Before,
    IReadOnlyList<Document> After,
    IReadOnlyList<VersionRemains> Remains,
    IReadOnlyDictionary<string, DateTimeOffset> Files,
    IReadOnlyDictionary<PartKind, Dictionary<(DocumentId Document, int Version), StoredParts>> Parts);

/// <summary>
/// Looks at all stores while work goes on. A version is recorded before anything of it is written, and its record goes before its
/// parts do; so the documents are read both before and after the stores, and nothing that lives is taken for an orphan.
/// </summary>
public sealed class CorpusCensus(
    IDocumentRepository documents, IDocumentFileStore files, IPassageRepository passages, ILexicalIndex fullText, IVectorIndex vectors)
{
    internal async Task<CorpusCount> TakeAsync(CancellationToken cancellationToken)
    {
        var before = await documents.ListAsync(cancellationToken);
        var remains = await documents.ListRemainsAsync(cancellationToken);
        var stored = new Dictionary<string, DateTimeOffset>();
        await foreach (var file in files.ListAsync(cancellationToken))
        {
            stored[file.Key] = file.WrittenAt;
        }

        // What the full text is merely behind with is not missing.
        await fullText.CatchUpAsync(cancellationToken);
        var parts = new Dictionary<PartKind, Dictionary<(DocumentId, int), StoredParts>>
        {
            [PartKind.Vectors] = Index(await vectors.ListStoredAsync(cancellationToken)),
            [PartKind.FullText] = Index(await fullText.ListStoredAsync(cancellationToken)),
            [PartKind.Chunks] = Index(await passages.ListStoredChunksAsync(cancellationToken)),
            [PartKind.Pages] = Index(await passages.ListStoredPagesAsync(cancellationToken)),
        };
        var after = await documents.ListAsync(cancellationToken);
        return new CorpusCount(before, after, remains, stored, parts);
    }

    private static Dictionary<(DocumentId, int), StoredParts> Index(IReadOnlyList<StoredParts> parts) =>
        parts.ToDictionary(part => (part.Document, part.Version));
}
