using System.Diagnostics;
using Rag.Application.Documents;
using Rag.Application.Telemetry;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Domain.Results;

namespace Rag.Application.Ingestion;

/// <param name="Title">The document's own title, when it has a usable one.</param>
public sealed record ReadText(string? Title, IReadOnlyList<ExtractedPage> Pages);

/// <summary>From a stored file to its pages' clean text.</summary>
public sealed class PdfReader(IDocumentFileStore files, IPdfTextExtractor extractor, EmbeddingAhead ahead, RagMetrics metrics)
{
    public async Task<Result<ReadText>> ReadAsync(
        IngestionJob job, FileName name, StoredFile file, IngestionProgress progress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var content = await files.OpenAsync(file.Key, cancellationToken);
        if (content is null)
        {
            return DocumentErrors.FileLost(name.Value);
        }

        var text = await extractor.ExtractAsync(content, new PagesRead(job, progress, ahead), cancellationToken);
        if (!text.IsSuccess)
        {
            return text.Error;
        }

        var pages = PageTextBuilder.Build(text.Value);
        metrics.StageTook(IngestionStage.Read, Stopwatch.GetElapsedTime(started));
        return pages.All(page => page.Text.Length == 0) ? PdfErrors.NoText() : new ReadText(text.Value.Title, pages);
    }

    // Progress<T> would post to the thread pool and could report an old value last.
    private sealed class PagesRead(IngestionJob job, IngestionProgress progress, EmbeddingAhead ahead) : IProgress<PageRead>
    {
        public void Report(PageRead value)
        {
            progress.Read(value.Page.Number, value.PagesInFile);
            ahead.Take(job, value);
        }
    }
}
