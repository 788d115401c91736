using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Embeddings;
using Rag.Infrastructure.IntegrationTests.Contracts;
using Rag.Infrastructure.Redis;
using Rag.Testing;
using StackExchange.Redis;

namespace Rag.Infrastructure.IntegrationTests.Redis;

/// <summary>The vectors of questions, in memory and on a real server.</summary>
public sealed class QuestionVectorsTests
{
    private readonly string _question = $"¿Cuánto cuesta {Guid.CreateVersion7()}?";
    private readonly List<ServiceProvider> _opened = [];

    [TearDown]
    public async Task Close()
    {
        foreach (var provider in _opened)
        {
            await provider.DisposeAsync();
        }
    }

    [Test]
    public async Task A_question_is_embedded_once_and_a_passage_each_time()
    {
        var engine = new CountingEngine();
        var vectors = Open(engine, url: null);

        var first = await vectors.GenerateVectorAsync(_question, RoleEmbeddingOptions.Query);
        var again = await vectors.GenerateVectorAsync(_question, RoleEmbeddingOptions.Query);
        await vectors.GenerateVectorAsync(_question + "?", RoleEmbeddingOptions.Query);
        await vectors.GenerateVectorAsync(_question, RoleEmbeddingOptions.Passage);
        await vectors.GenerateVectorAsync(_question, RoleEmbeddingOptions.Passage);

        Assert.That(again.ToArray(), Is.EqualTo(first.ToArray()));
        Assert.That(engine.Calls, Is.EqualTo(4));
    }

    [Test]
    public async Task What_one_instance_has_embedded_another_finds_for_as_long_as_REDIS_TTL_says_and_no_question_is_in_it()
    {
        var url = Server();
        var (one, other, otherModel) = (new CountingEngine(), new CountingEngine(), new CountingEngine("test/other"));
        var first = await Open(one, url).GenerateVectorAsync(_question, RoleEmbeddingOptions.Query);

        Assert.That((await Open(other, url).GenerateVectorAsync(_question, RoleEmbeddingOptions.Query)).ToArray(), Is.EqualTo(first.ToArray()));
        await Open(otherModel, url).GenerateVectorAsync(_question, RoleEmbeddingOptions.Query);
        Assert.That((one.Calls, other.Calls, otherModel.Calls), Is.EqualTo((1, 0, 1)));

        await using var redis = await ConnectionMultiplexer.ConnectAsync(RedisAddress.Parse(url));
        var keys = redis.GetServers().Single().Keys(redis.GetDatabase().Database, "rag:cache:question:*").ToList();
        Assert.That(keys.Select(key => key.ToString()), Has.None.Contains("cuesta"));
        var times = await Task.WhenAll(keys.Select(key => redis.GetDatabase().KeyTimeToLiveAsync(key)));
        Assert.That(times, Has.Some.EqualTo(TimeSpan.FromSeconds(77)).Within(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task A_lost_server_costs_an_embedding_and_no_question()
    {
        await using var wire = TestServers.WireToRedis(Server(), out var through);
        wire.Set(WireFault.Refused);
        var engine = new CountingEngine();
        var vectors = Open(engine, through);

        var first = await vectors.GenerateVectorAsync(_question, RoleEmbeddingOptions.Query);

        Assert.That(first.Length, Is.EqualTo(engine.Dimension));
    }

    private static string Server()
    {
        if (TestServers.Redis is not { } url)
        {
            Assert.Ignore(TestServers.ExcuseWithout(TestServers.RedisVariable));
        }

        return TestServers.Redis!;
    }

    private QuestionVectors Open(CountingEngine engine, string? url)
    {
        var model = new ModelInForce(new TheEngines(engine));
        model.Use(engine);
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        services.AddRedis().AddSharedCache();
        services.Configure<RedisOptions>(options => (options.Url, options.TimeToLive) = (url, TimeSpan.FromSeconds(77)));
        var provider = services.BuildServiceProvider();
        _opened.Add(provider);
        return new QuestionVectors(model, provider.GetRequiredService<HybridCache>());
    }

    private sealed class CountingEngine(string name = "test/model") : IEmbeddingEngine
    {
        public int Calls { get; private set; }

        public string Name => name;

        public int Dimension => 24;

        public SimilarityScale Similarity => new(0, 1);

        public bool IsLoaded => true;

        public Task WhenLoadedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public bool FitsWhole(string passage) => true;

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            Calls++;
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(
                values.Select(value => new Embedding<float>(Vectors.Random(value.Length, Dimension)))));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class TheEngines(IEmbeddingEngine engine) : IEmbeddingEngines
    {
        public string WantedName => engine.Name;

        public IEmbeddingEngine? Find(string name) => engine;

        public Task LoadAsync(IEmbeddingEngine loaded, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
