using MediatR;
using Microsoft.Extensions.Logging;
using Rag.Application.Chat;
using Rag.Application.Documents;
using Rag.Application.Retrieval;
using Rag.Domain.Results;

namespace Rag.Application.RagAdmin;

/// <summary>Removes every document from answers and from every store.</summary>
public sealed record ClearCorpus : IRequest<Result<ClearedCorpus>>;

/// <summary>What was removed, and what is there all the same: 0 unless somebody uploads, or work was under way, at this moment.</summary>
public sealed record ClearedCorpus(int Removed, IReadOnlyList<string> Remaining, long Vectors);

internal sealed partial class ClearCorpusHandler(
    IMediator mediator, IDocumentRepository documents, IVectorIndex vectors, IAnswerCache answers, ILogger<ClearCorpusHandler> logger)
    : IRequestHandler<ClearCorpus, Result<ClearedCorpus>>
{
    public async Task<Result<ClearedCorpus>> Handle(ClearCorpus request, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var document in await documents.ListAsync(cancellationToken))
        {
            // One that somebody else has deleted meanwhile is as gone as it should be; one that stays shows in the list below.
            var result = await mediator.Send(new DeleteDocument(document.Name.Value), cancellationToken);
            removed += result.IsSuccess ? 1 : 0;
        }

        await answers.ClearAsync(cancellationToken);
        var remaining = await documents.ListAsync(cancellationToken);
        var index = await vectors.DescribeAsync(cancellationToken);
        CorpusCleared(removed, remaining.Count, index.Count);
        return new ClearedCorpus(removed, [.. remaining.Select(document => document.Name.Value)], index.Count);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Corpus cleared: {Removed} documents removed, {Remaining} documents and {Vectors} vectors left")]
    private partial void CorpusCleared(int removed, int remaining, long vectors);
}
