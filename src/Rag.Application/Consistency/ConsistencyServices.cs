using Microsoft.Extensions.DependencyInjection;

namespace Rag.Application.Consistency;

internal static class ConsistencyServices
{
    public static IServiceCollection AddConsistency(this IServiceCollection services) => services
        .AddScoped<CorpusCensus>()
        .AddScoped<ReconcilerLease>()
        .AddScoped<FileAdoption>()
        .AddScoped<CorpusRepair>()
        .AddScoped<UnfinishedRemovals>()
        .AddScoped<OrphanRemoval>()
        .AddScoped<ChunkRewriting>()
        .AddScoped<MissingVectors>()
        .AddScoped<MissingParts>();
}
