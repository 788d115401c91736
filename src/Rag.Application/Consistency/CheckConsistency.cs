using MediatR;
using Rag.Domain.Results;

namespace Rag.Application.Consistency;

/// <summary>Compares files, documents, pages, chunks, full text and vectors; changes nothing.</summary>
public sealed record CheckConsistency : IRequest<Result<ConsistencyReport>>;

internal sealed class CheckConsistencyHandler(CorpusCensus census, TimeProvider time) : IRequestHandler<CheckConsistency, Result<ConsistencyReport>>
{
    public async Task<Result<ConsistencyReport>> Handle(CheckConsistency request, CancellationToken cancellationToken) =>
        new CorpusComparison(await census.TakeAsync(cancellationToken), time.GetUtcNow()).Report();
}
