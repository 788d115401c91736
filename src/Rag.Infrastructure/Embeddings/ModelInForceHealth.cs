using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.Embeddings;

/// <summary>What the health checks of the indexes say where the index's model and EMBEDDING_MODEL are two.</summary>
internal static class ModelInForceHealth
{
    /// <summary>Null where they are one. Not unhealthy: whoever can mend it must be let through to POST /rag/rebuild.</summary>
    public static HealthCheckResult? Of(IEmbeddingModel model)
    {
        if (model.MissingModel is { } missing)
        {
            return HealthCheckResult.Degraded(
                $"The vectors were made with {missing}, which is not here any more: nothing can be found until POST /api/v1/rag/rebuild has built them with {model.Name}.");
        }

        return model.WantedName == model.Name
            ? null
            : HealthCheckResult.Degraded(
                $"The vectors were made with {model.Name}, and questions go on with it; EMBEDDING_MODEL names {model.WantedName}. POST /api/v1/rag/rebuild changes over.");
    }
}
