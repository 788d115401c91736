using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Documents;

namespace Rag.Application.Ingestion;

internal static class IngestionServices
{
    /// <summary>What the use cases of documents and their indexing share.</summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services) => services
        .AddSingleton<DocumentLinks>()
        .AddSingleton<DocumentFeed>()
        .AddSingleton<DocumentWatchers>()
        .AddScoped<PdfIntake>()
        .AddScoped<VersionCleaner>()
        .AddScoped<QueuedVersions>()
        .AddScoped<PdfReader>()
        .AddScoped<EarlierAttempt>()
        .AddScoped<EmbeddingAhead>()
        .AddScoped<EmbeddingWriter>()
        .AddScoped<PassageWriter>()
        .AddScoped<VersionOutcome>();
}
