using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rag.Application.Chat.FollowUps;
using Rag.Application.Chat.Guards;

namespace Rag.Application.Chat;

public static class ChatServices
{
    /// <summary>What <see cref="AskQuestion"/> is made of, beside the ports. Needs an <see cref="IChatClient"/> unless answers are local.</summary>
    public static IServiceCollection AddChat(this IServiceCollection services)
    {
        services.AddSingleton<PromptCanary>();
        services.AddScoped<AnswerStream>();
        services.AddScoped<AnswerSteps>();
        services.AddScoped<AnswerEnding>();
        services.AddScoped<Transcript>();
        services.AddScoped<KnownAnswers>().AddScoped<RemovedDocuments>();
        services.AddScoped<CitationCheck>();
        services.AddScoped<SentenceChoice>();
        services.AddScoped<AnswerWriters>();
        services.AddSingleton<AnswerMemory>();
        services.AddScoped<LocalAnswerWriter>();
        services.AddScoped<LocalQuestionCompletion>();
        services.AddScoped(provider => provider.GetRequiredService<IOptions<ModelOptions>>().Value.Type == ModelType.Local
            ? new ChosenWriter(provider.GetRequiredService<LocalAnswerWriter>(), provider.GetRequiredService<LocalQuestionCompletion>())
            : new ChosenWriter(
                ActivatorUtilities.CreateInstance<ModelAnswerWriter>(provider), ActivatorUtilities.CreateInstance<ModelQuestionCompletion>(provider)));
        services.AddScoped(provider => provider.GetRequiredService<ChosenWriter>().Writer);
        return services;
    }
}
