using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Lucene.Analysis;

namespace Rag.Infrastructure.Lucene;

internal static class LuceneServices
{
    /// <summary>Full text and its analysis. Needs an <see cref="Rag.Application.Passages.IPassageRepository"/> that is a singleton.</summary>
    public static IServiceCollection AddLucene(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ILexicalIndex, LuceneLexicalIndex>();
        services.AddSingleton<ITextAnalyzer, LuceneTextAnalyzer>();
        return services;
    }
}
