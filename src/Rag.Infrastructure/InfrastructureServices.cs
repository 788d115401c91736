using Microsoft.Extensions.DependencyInjection;

namespace Rag.Infrastructure;

public static class InfrastructureServices
{
    /// <summary>The adapters, a folder each.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services) => services;
}
