using Microsoft.Extensions.DependencyInjection;

namespace Rag.Application.Auth;

public static class AuthServices
{
    /// <summary>What the use cases of this folder share.</summary>
    public static IServiceCollection AddAuth(this IServiceCollection services) => services.AddSingleton<SessionClock>();
}
