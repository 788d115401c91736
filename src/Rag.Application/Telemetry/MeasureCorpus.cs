using MediatR;
using Rag.Application.Documents;
using Rag.Application.Retrieval;
using Rag.Domain.Results;

namespace Rag.Application.Telemetry;

/// <summary>Looks at what the gauges show. Asked by whoever reads them: a gauge itself cannot wait for a store.</summary>
public sealed record MeasureCorpus : IRequest<Result>;

internal sealed class MeasureCorpusHandler(IDocumentRepository documents, IVectorIndex vectors, RagMetrics metrics)
    : IRequestHandler<MeasureCorpus, Result>
{
    public async Task<Result> Handle(MeasureCorpus request, CancellationToken cancellationToken)
    {
        var all = await documents.ListAsync(cancellationToken);
        var index = await vectors.DescribeAsync(cancellationToken);
        metrics.ShowCorpus(new CorpusFigures(
            all.CountBy(document => document.Current.Status).ToDictionary(state => state.Key, state => (long)state.Value),
            await documents.CountWaitingAsync(cancellationToken),
            index.Count));
        return Result.Success;
    }
}
