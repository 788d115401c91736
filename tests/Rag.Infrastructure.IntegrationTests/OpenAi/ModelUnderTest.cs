using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Rag.Application.Chat;
using Rag.Application.Costs;
using Rag.Application.Telemetry;
using Rag.Infrastructure.OpenAi;
using Rag.Infrastructure.Tokens;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.OpenAi;

/// <summary>The adapter as the application registers it, against a scripted server.</summary>
internal sealed class ModelUnderTest : IAsyncDisposable
{
    public const string Key = "sk-test-1234567890";

    private readonly ServiceProvider _services;

    private ModelUnderTest(ScriptedModelServer server, string type)
    {
        Server = server;
        var settings = new Dictionary<string, string?>
        {
            ["Model:Type"] = type,
            ["Model:Name"] = "gpt-test",
            ["OpenAi:ApiKey"] = Key,
            ["OpenAi:BaseUrl"] = server.BaseUrl.ToString(),
            ["AzureOpenAi:Endpoint"] = server.AzureEndpoint.ToString(),
            ["AzureOpenAi:ApiKey"] = Key,
            ["AzureOpenAi:Deployment"] = "our-deployment",
        };
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton<TimeProvider>(Time)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddMetrics()
            .AddCosts()
            .AddTokenCounter()
            .AddSingleton<RagMetrics>()
            .AddSingleton(Mock.Of<ITokenLedger>())
            .AddOpenAi()
            .AddOptions<ModelOptions>().BindConfiguration(ModelOptions.Section).Services
            .BuildServiceProvider();
    }

    public ScriptedModelServer Server { get; }

    public FakeTimeProvider Time { get; } = new(A.Time);

    public RecordingLog Log { get; } = new();

    public IChatClient Client => _services.GetRequiredService<IChatClient>();

    public ModelCallStatus Status => _services.GetRequiredService<ModelCallStatus>();

    public static async Task<ModelUnderTest> StartAsync(string type = "OpenAI") => new(await ScriptedModelServer.StartAsync(), type);

    public IAsyncEnumerable<ChatResponseUpdate> AskAsync(CancellationToken cancellationToken = default) => Client.GetStreamingResponseAsync(
        [new ChatMessage(ChatRole.System, "Rules."), new ChatMessage(ChatRole.User, "¿Qué plazo hay?")],
        new ChatOptions { MaxOutputTokens = 100, Temperature = 0.2f },
        cancellationToken);

    public async Task<HealthReportEntry> CheckHealthAsync() =>
        (await _services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["llm"];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
