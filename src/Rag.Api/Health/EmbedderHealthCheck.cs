using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rag.Application.Retrieval;

namespace Rag.Api.Health;

internal sealed class EmbedderHealthCheck(IEmbeddingModel model) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Describe());

    private HealthCheckResult Describe() => (model.IsLoaded, model.Fault) switch
    {
        (true, null) => HealthCheckResult.Healthy($"{model.Name} is loaded."),
        (true, { } fault) => HealthCheckResult.Degraded($"The last call of {model.Name} failed: {fault.Code}. {fault.Detail}"),
        (false, { } fault) => HealthCheckResult.Unhealthy($"{model.Name} cannot be used: {fault.Code}. {fault.Detail}"),
        (false, null) => HealthCheckResult.Unhealthy("The embedding model is still being loaded."),
    };
}
