using Microsoft.Extensions.DependencyInjection;

namespace Rag.Application.Costs;

public static class CostServices
{
    /// <summary>What is counted of models elsewhere. Needs an <see cref="ITokenCounter"/> and an <see cref="ITokenLedger"/>.</summary>
    public static IServiceCollection AddCosts(this IServiceCollection services) =>
        services.AddSingleton<TokenMeter>().AddSingleton<DailyBudget>().AddSingleton<PriceList>();
}
