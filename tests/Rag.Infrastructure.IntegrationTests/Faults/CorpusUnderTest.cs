using MediatR;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Rag.Application;
using Rag.Application.Documents;
using Rag.Application.Ingestion;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Results;
using Rag.Infrastructure.EmbeddedIndex;
using Rag.Infrastructure.Embeddings;
using Rag.Infrastructure.FileStorage;
using Rag.Infrastructure.Ingestion;
using Rag.Infrastructure.Lucene;
using Rag.Infrastructure.Lucene.Analysis;
using Rag.Infrastructure.Sqlite;

namespace Rag.Infrastructure.IntegrationTests.Faults;

/// <summary>The use cases over the real embedded stores of a folder, with faults between them; as many in a row as a test has processes.</summary>
internal sealed class CorpusUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public CorpusUnderTest(string folder, FakeTimeProvider time, TextEmbedder embedder, FaultPlan? faults = null, Action<IServiceCollection>? configure = null,
        IEmbeddingEngines? engines = null)
    {
        Time = time;
        Faults = faults ?? new FaultPlan();
        var services = new ServiceCollection().AddLogging().AddMetrics().AddApplication();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(Options.Create(new StorageOptions { Directory = folder }));
        services.Configure<ChunkingOptions>(chunking => (chunking.Size, chunking.Overlap, chunking.MinLength) = (120, 0, 20));
        services.Configure<IngestionOptions>(ingestion => (ingestion.EmbeddingBatchSize, ingestion.WriteBatchSize) = (4, 6));
        configure?.Invoke(services);
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<IEmbeddingEngines>(engines ?? new TextEngines(embedder));
        services.AddSingleton<IEmbeddingModel>(provider => provider.GetRequiredService<ModelInForce>());
        services.AddSingleton<IndexModelLoading>();
        services.AddSingleton<ITextAnalyzer, LuceneTextAnalyzer>();
        Add<IEmbeddingGenerator<string, Embedding<float>>>(services, provider => provider.GetRequiredService<ModelInForce>());
        Add<IPdfTextExtractor, TextPdf>(services);
        Add<IDocumentFileStore, DiskDocumentFileStore>(services);
        Add<IDocumentRepository, SqliteDocumentRepository>(services);
        Add<IIngestionQueue, SqliteIngestionQueue>(services);
        Add<IPassageRepository, SqlitePassageRepository>(services);
        Add<IVectorIndex, EmbeddedVectorIndex>(services);
        Add<ILexicalIndex, LuceneLexicalIndex>(services);
        services.AddSingleton<IngestionWorker>();
        _provider = services.BuildServiceProvider();
        if (engines is null)
        {
            Get<ModelInForce>().Use(embedder);
        }
    }

    public FakeTimeProvider Time { get; }

    public FaultPlan Faults { get; }

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public async Task<TResult> SendAsync<TResult>(IRequest<TResult> request)
    {
        await using var scope = _provider.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    public Task<Result<UploadedDocument>> UploadAsync(string name, params string[] pages) => SendAsync(new UploadDocument(name, TextPdf.Of(pages)));

    public async Task<Document?> FindAsync(string name) => await Get<IDocumentRepository>().FindByNameAsync(FileName.Parse(name).Value, default);

    /// <summary>Works, as the worker would, until nothing waits any more, letting the time of retries and lost claims pass.</summary>
    public async Task SettleAsync()
    {
        for (var rest = 0; rest < 8; rest++)
        {
            try
            {
                while (await Get<IngestionWorker>().WorkOnceAsync(CancellationToken.None))
                {
                    rest = 0;
                }

                if (await Get<IDocumentRepository>().CountWaitingAsync(default) == 0)
                {
                    return;
                }
            }
            catch (InjectedFaultException)
            {
                // What the worker's own loop outlives.
            }

            Time.Advance(TimeSpan.FromSeconds(20));
        }
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private void Add<TPort, TAdapter>(IServiceCollection services)
        where TPort : class
        where TAdapter : class, TPort
    {
        services.AddSingleton<TAdapter>();
        Add<TPort>(services, provider => provider.GetRequiredService<TAdapter>());
    }

    private void Add<TPort>(IServiceCollection services, Func<IServiceProvider, TPort> create)
        where TPort : class => services.AddSingleton(provider => Faults.Around(create(provider)));
}
