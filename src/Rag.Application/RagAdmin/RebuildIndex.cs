using MediatR;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.RagAdmin;

/// <summary>Asks for a second index from the stored chunks with the model of the settings, which takes the old one's place when it is whole.</summary>
public sealed record RebuildIndex : IRequest<Result<RebuildState>>;

internal sealed class RebuildIndexHandler(IndexRebuilds rebuilds) : IRequestHandler<RebuildIndex, Result<RebuildState>>
{
    public Task<Result<RebuildState>> Handle(RebuildIndex request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<RebuildState>>(rebuilds.Request() ? rebuilds.Last! : DocumentErrors.RebuildRunning());
}
