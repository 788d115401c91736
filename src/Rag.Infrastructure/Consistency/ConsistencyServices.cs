using Microsoft.Extensions.DependencyInjection;

namespace Rag.Infrastructure.Consistency;

public static class ConsistencyServices
{
    public static IServiceCollection AddReconciler(this IServiceCollection services) => services.AddHostedService<Reconciler>();
}
