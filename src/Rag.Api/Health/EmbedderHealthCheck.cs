using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rag.Application.Retrieval;

namespace Rag.Api.Health;

internal sealed class EmbedderHealthCheck(IEmbeddingModel model) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(model.IsLoaded
            ? HealthCheckResult.Healthy($"{model.Name} is loaded.")
            : HealthCheckResult.Unhealthy("The embedding model is still being loaded."));
}
