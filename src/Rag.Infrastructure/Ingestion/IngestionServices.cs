using Microsoft.Extensions.DependencyInjection;

namespace Rag.Infrastructure.Ingestion;

public static class IngestionServices
{
    public static IServiceCollection AddIngestionWorker(this IServiceCollection services) => services.AddHostedService<IngestionWorker>();
}
