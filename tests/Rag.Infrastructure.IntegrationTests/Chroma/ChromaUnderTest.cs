using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Chroma;
using Rag.Infrastructure.IntegrationTests.Contracts;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Chroma;

/// <summary>The adapter with its real pipeline before the real server, in a collection of its own that stays there.</summary>
internal sealed class ChromaUnderTest : IAsyncDisposable
{
    private readonly List<ServiceProvider> _opened = [];

    public ChromaUnderTest()
    {
        if (TestServers.Chroma is not { } url)
        {
            Assert.Ignore(TestServers.ExcuseWithout(TestServers.ChromaVariable));
            throw new InvalidOperationException();
        }

        Server = url;
        Url = url;
    }

    public Uri Server { get; }

    /// <summary>Where the adapter goes: the server, or something before it.</summary>
    public Uri Url { get; set; }

    public string Space { get; set; } = "cosine";

    public string Collection { get; } = "test-" + Guid.CreateVersion7().ToString("N");

    public ChromaVectorIndex Open(IEmbeddingModel model) => Services(model).GetRequiredService<ChromaVectorIndex>();

    public ChromaClient Client() => Services(new StubEmbeddingModel("any", 1)).GetRequiredService<ChromaClient>();

    public ServiceProvider Services(IEmbeddingModel model)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Chroma:Url"] = Url.ToString(),
            ["Chroma:Collection"] = Collection,
            ["Chroma:Space"] = Space,
        }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSingleton(model).AddChroma()
            .BuildServiceProvider();
        _opened.Add(services);
        return services;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _opened)
        {
            await services.DisposeAsync();
        }
    }
}
