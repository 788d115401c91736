using Microsoft.Extensions.DependencyInjection;
using Rag.Infrastructure.AnswerCaching;
using Rag.Infrastructure.Consistency;
using Rag.Infrastructure.Embeddings;
using Rag.Infrastructure.FileStorage;
using Rag.Infrastructure.Identity;
using Rag.Infrastructure.Ingestion;
using Rag.Infrastructure.Lucene;
using Rag.Infrastructure.Mongo;
using Rag.Infrastructure.Onnx;
using Rag.Infrastructure.OpenAi;
using Rag.Infrastructure.Pdf;
using Rag.Infrastructure.RateLimits;
using Rag.Infrastructure.Retention;
using Rag.Infrastructure.Sqlite;
using Rag.Infrastructure.Tokens;

namespace Rag.Infrastructure;

public static class InfrastructureServices
{
    /// <summary>The adapters, a folder each. Storage is checked before what lives in it; the worker comes last and stops first.</summary>
    /// <param name="services">Where they are added.</param>
    /// <param name="usesMongo">Whether MongoDB or the embedded store is behind the ports of the stored state.</param>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, bool usesMongo) => services
        .AddFileStorage()
        .AddDocumentStore(usesMongo)
        .AddIdentity()
        .AddVectorIndex()
        .AddLucene()
        .AddHostedService<ProjectionLoader>()
        .AddOnnx()
        .AddTokenCounter()
        .AddOpenAi()
        .AddEmbeddingChoice()
        .AddAnswerCache()
        .AddPdf()
        .AddRateCounter()
        .AddRetention()
        .AddReconciler()
        .AddIngestionWorker();

    /// <summary>What a command that changes users needs: nothing of it listens, loads a model or clears up behind a running server.</summary>
    public static IServiceCollection AddUserStore(this IServiceCollection services, bool usesMongo) =>
        services.AddDocumentStore(usesMongo).AddIdentity();

    private static IServiceCollection AddDocumentStore(this IServiceCollection services, bool usesMongo) =>
        usesMongo ? services.AddMongo() : services.AddSqlite();
}
