using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Embeddings;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>
/// Whether the vectors can be searched. The details of a failure go to the log with the exception; the description is public and
/// names no path.
/// </summary>
internal sealed class VectorStoreHealthCheck(IVectorIndex index, IEmbeddingModel model) : IHealthCheck
{
    public const string Name = "vector_store";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        VectorIndexDescription description;
        try
        {
            description = await index.DescribeAsync(cancellationToken);
        }
        catch (VectorFileDamagedException exception)
        {
            return HealthCheckResult.Unhealthy("The vector file cannot be read.", exception);
        }

        if (!description.Exists)
        {
            return HealthCheckResult.Unhealthy("The vector file is gone.");
        }

        if (ModelInForceHealth.Of(model) is { } degraded)
        {
            return degraded;
        }

        // A length of 0 is not known yet; then the name has to do.
        return description.Model == model.Name && (model.Dimension == 0 || description.Dimension == model.Dimension)
            ? HealthCheckResult.Healthy($"{description.Count} vectors")
            : HealthCheckResult.Unhealthy($"The vectors were made with {description.Model}, not with {model.Name}.");
    }
}
