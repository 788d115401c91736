using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rag.Application.Chat.Guards;

namespace Rag.Application.Chat;

public static class ChatServices
{
    /// <summary>What <see cref="AskQuestion"/> is made of, beside the ports. Needs an <see cref="IChatClient"/> unless answers are local.</summary>
    public static IServiceCollection AddChat(this IServiceCollection services)
    {
        services.AddSingleton<PromptCanary>();
        services.AddScoped<AnswerStream>();
        services.AddScoped<Transcript>();
        services.AddScoped<KnownAnswers>();
        services.AddScoped<CitationCheck>();
        services.AddScoped<SentenceChoice>();
        services.AddScoped<AnswerWriters>();
        services.AddSingleton<AnswerMemory>();
        services.AddScoped<LocalAnswerWriter>();
        services.AddScoped<IAnswerWriter>(provider => provider.GetRequiredService<IOptions<ModelOptions>>().Value.Type == ModelType.Local
            ? provider.GetRequiredService<LocalAnswerWriter>()
            : ActivatorUtilities.CreateInstance<ModelAnswerWriter>(provider));
        return services;
    }
}
