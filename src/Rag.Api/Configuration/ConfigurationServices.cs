using Rag.Api.Edge;
using Rag.Api.RateLimits;
using Rag.Application.Auth;
using Rag.Application.Bots;
using Rag.Application.Chat;
using Rag.Application.Costs;
using Rag.Application.Documents;
using Rag.Application.Ingestion;
using Rag.Application.Retrieval;

namespace Rag.Api.Configuration;

internal static class ConfigurationServices
{
    /// <summary>The settings and the options of this layer and of Application, which does not know where options come from.</summary>
    public static IServiceCollection AddConfiguration(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings);
        services.AddHostedService<EffectiveConfiguration>();
        return services
            .Bind<ServerOptions>(ServerOptions.Section)
            .Bind<MetricsOptions>(MetricsOptions.Section)
            .Bind<DocsOptions>(DocsOptions.Section)
            .Bind<CrossOriginOptions>(CrossOriginOptions.Section)
            .Bind<ProxyOptions>(ProxyOptions.Section)
            .Bind<RateLimitOptions>(RateLimitOptions.Section)
            .Bind<AuthOptions>(AuthOptions.Section)
            .Bind<BotOptions>(BotOptions.Section)
            .Bind<ConversationOptions>(ConversationOptions.Section)
            .Bind<ModelOptions>(ModelOptions.Section)
            .Bind<AnswerCacheOptions>(AnswerCacheOptions.Section)
            .Bind<CostOptions>(CostOptions.Section)
            .Bind<DocumentOptions>(DocumentOptions.Section)
            .Bind<ChunkingOptions>(ChunkingOptions.Section)
            .Bind<IngestionOptions>(IngestionOptions.Section)
            .Bind<RetrievalOptions>(RetrievalOptions.Section);
    }

    /// <summary>The same for a command, which has no host that brings a configuration with it.</summary>
    public static IServiceCollection AddConfigurationWithoutHost(this IServiceCollection services, Settings settings) => services
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToConfiguration()).Build())
        .AddConfiguration(settings);

    private static IServiceCollection Bind<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
