using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rag.Application;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Embeddings;

namespace Rag.Infrastructure.Chroma;

/// <summary>Whether the vectors can be searched. The description is public and names no host.</summary>
internal sealed class ChromaHealthCheck(ChromaVectorIndex index, IEmbeddingModel model, IPassageRepository passages) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        VectorIndexDescription description;
        try
        {
            description = await index.DescribeAsync(cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            return HealthCheckResult.Unhealthy("The Chroma server does not answer.", exception);
        }

        if (description.Model is null)
        {
            return HealthCheckResult.Unhealthy("The Chroma collection was not made by this service. Name another one with CHROMA_COLLECTION.");
        }

        if (ModelInForceHealth.Of(model) is { } degraded)
        {
            return degraded;
        }

        // A length of 0 is not known yet; then the name has to do.
        if (description.Model != model.Name || (model.Dimension > 0 && description.Dimension != model.Dimension))
        {
            return HealthCheckResult.Unhealthy($"The vectors were made with {description.Model}, not with {model.Name}.");
        }

        // Degraded and not unhealthy: the words still find passages, and the call that mends it has to reach this service.
        return description.Count == 0 && await passages.CountVisibleAsync(cancellationToken) is > 0 and var chunks
            ? HealthCheckResult.Degraded($"The Chroma collection is empty, there are {chunks} chunks. POST /api/v1/rag/rebuild fills it again.")
            : HealthCheckResult.Healthy($"{description.Count} vectors");
    }
}
