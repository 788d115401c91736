using System.ClientModel;
using Azure.AI.OpenAI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;
using Rag.Application.Chat;
using Rag.Application.Telemetry;

namespace Rag.Infrastructure.OpenAi;

public static class OpenAiServices
{
    /// <summary>
    /// The language model as <see cref="IChatClient"/>: OpenAI or anything compatible, or Azure, as <see cref="ModelOptions.Type"/>
    /// says. With <see cref="ModelType.Local"/> nobody resolves it. Also the health check <c>llm</c>.
    /// </summary>
    public static IServiceCollection AddOpenAi(this IServiceCollection services)
    {
        services.AddOptions<OpenAiOptions>().BindConfiguration(OpenAiOptions.Section).ValidateOnStart();
        services.AddOptions<AzureOpenAiOptions>().BindConfiguration(AzureOpenAiOptions.Section).ValidateOnStart();
        services.AddOptions<ModelCallOptions>().BindConfiguration(ModelCallOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OpenAiOptions>, OpenAiOptionsValidator>();
        services.AddSingleton<IValidateOptions<AzureOpenAiOptions>, OpenAiOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ModelCallStatus>();
        services.AddSingleton<ModelTransport>();
        services.AddSingleton<IChatClient>(provider => new OpenTelemetryChatClient(
            ActivatorUtilities.CreateInstance<GuardedChatClient>(
                provider, ActivatorUtilities.CreateInstance<MeteredChatClient>(provider, CreateClient(provider))),
            sourceName: RagActivities.ModelSourceName)
        {
            // A variable of the environment could ask for questions and answers in the spans.
            EnableSensitiveData = false,
        });
        services.AddHealthChecks().AddCheck<LlmHealthCheck>("llm");
        return services;
    }

    private static IChatClient CreateClient(IServiceProvider services)
    {
        var model = services.GetRequiredService<IOptions<ModelOptions>>().Value;
        var transport = services.GetRequiredService<ModelTransport>();
        var client = model.Type switch
        {
            ModelType.OpenAI => Client(services.GetRequiredService<IOptions<OpenAiOptions>>().Value, transport).GetChatClient(model.Name),
            ModelType.Azure => Azure(services.GetRequiredService<IOptions<AzureOpenAiOptions>>().Value, transport),
            ModelType.Local => throw new InvalidOperationException("LOCAL answers call no model."),
        };
        return client.AsIChatClient();
    }

    internal static OpenAIClient Client(OpenAiOptions options, ModelTransport transport)
    {
        var clientOptions = transport.Configure(new OpenAIClientOptions());
        if (options.BaseUrl is { } url)
        {
            clientOptions.Endpoint = url;
        }

        // The client wants a key even for a server that wants none.
        var key = string.IsNullOrWhiteSpace(options.ApiKey) ? "none" : options.ApiKey;
        return new OpenAIClient(new ApiKeyCredential(key), clientOptions);
    }

    private static ChatClient Azure(AzureOpenAiOptions options, ModelTransport transport) =>
        new AzureOpenAIClient(options.Endpoint, new ApiKeyCredential(options.ApiKey!), transport.Configure(new AzureOpenAIClientOptions()))
            .GetChatClient(options.Deployment);
}
