using Microsoft.Extensions.DependencyInjection;

namespace Rag.Application.Bots;

public static class BotServices
{
    /// <summary>What the use cases of this folder share.</summary>
    public static IServiceCollection AddBots(this IServiceCollection services) => services.AddScoped<CurrentBot>().AddScoped<BotConfigWriter>();
}
