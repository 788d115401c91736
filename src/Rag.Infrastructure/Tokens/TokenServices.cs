using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Costs;

namespace Rag.Infrastructure.Tokens;

public static class TokenServices
{
    public static IServiceCollection AddTokenCounter(this IServiceCollection services) => services.AddSingleton<ITokenCounter, TiktokenCounter>();
}
