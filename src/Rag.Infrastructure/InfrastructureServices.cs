using Microsoft.Extensions.DependencyInjection;
using Rag.Infrastructure.EmbeddedIndex;
using Rag.Infrastructure.FileStorage;
using Rag.Infrastructure.Identity;
using Rag.Infrastructure.Ingestion;
using Rag.Infrastructure.Lucene;
using Rag.Infrastructure.Onnx;
using Rag.Infrastructure.OpenAi;
using Rag.Infrastructure.Pdf;
using Rag.Infrastructure.RateLimits;
using Rag.Infrastructure.Retention;
using Rag.Infrastructure.Sqlite;

namespace Rag.Infrastructure;

public static class InfrastructureServices
{
    /// <summary>The adapters, a folder each. Storage is checked before what lives in it; the worker comes last and stops first.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services) => services
        .AddFileStorage()
        .AddSqlite()
        .AddIdentity()
        .AddEmbeddedIndex()
        .AddLucene()
        .AddOnnx()
        .AddOpenAi()
        .AddPdf()
        .AddRateCounter()
        .AddRetention()
        .AddIngestionWorker();

    /// <summary>What a command that changes users needs: nothing of it listens, loads a model or clears up behind a running server.</summary>
    public static IServiceCollection AddUserStore(this IServiceCollection services) => services.AddSqlite().AddIdentity();
}
