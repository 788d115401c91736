using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rag.Application;
using Rag.Application.Retrieval;
using Rag.Infrastructure.EmbeddedIndex;

namespace Rag.Infrastructure.Mongo;

/// <summary>Whether the vectors can be searched. Until this machine's copy has been whole once it is not: questions would wait for it.</summary>
internal sealed class MongoVectorHealthCheck(MongoVectorIndex index, IEmbeddingModel model, TimeProvider time) : IHealthCheck
{
    /// <summary>A copy that is nearly there is waited for; the check as a whole has 2 s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!index.HasCaughtUp)
            {
                await index.CatchUpAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken);
            }

            return await new VectorStoreHealthCheck(index, model).CheckHealthAsync(context, cancellationToken);
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"The vectors are being copied from the database: {index.Progress:P0}.");
        }
        catch (StoreUnavailableException exception)
        {
            return HealthCheckResult.Unhealthy("MongoDB does not answer.", exception);
        }
    }
}
