using Microsoft.Extensions.DependencyInjection;

namespace Rag.Infrastructure.Retention;

public static class RetentionServices
{
    public static IServiceCollection AddRetention(this IServiceCollection services) => services.AddHostedService<ConversationRetention>();
}
