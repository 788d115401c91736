using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Chat;

namespace Rag.Infrastructure.AnswerCaching;

public static class AnswerCacheServices
{
    /// <summary>On the cache that instances share.</summary>
    public static IServiceCollection AddAnswerCache(this IServiceCollection services) =>
        services.AddSingleton<IAnswerCache, HybridAnswerCache>();
}
