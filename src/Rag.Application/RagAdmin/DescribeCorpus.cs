using MediatR;
using Rag.Application.Documents;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.RagAdmin;

/// <summary>What answers stand on at the moment.</summary>
public sealed record DescribeCorpus : IRequest<Result<CorpusDescription>>;

/// <param name="Chunks">Of visible versions.</param>
/// <param name="Version">Grows with every change of the corpus.</param>
public sealed record CorpusDescription(IReadOnlyList<Document> Documents, VectorIndexDescription Vectors, long Chunks, long Version, RebuildState? Rebuild);

internal sealed class DescribeCorpusHandler(IDocumentRepository documents, IPassageRepository passages, IVectorIndex vectors, IndexRebuilds rebuilds)
    : IRequestHandler<DescribeCorpus, Result<CorpusDescription>>
{
    public async Task<Result<CorpusDescription>> Handle(DescribeCorpus request, CancellationToken cancellationToken) =>
        new CorpusDescription(
            await documents.ListAsync(cancellationToken),
            await vectors.DescribeAsync(cancellationToken),
            await passages.CountVisibleAsync(cancellationToken),
            await passages.LastSequenceAsync(cancellationToken),
            rebuilds.Last);
}
