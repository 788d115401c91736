using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Rag.Application.Documents;
using Rag.Application.Ingestion;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Application.Telemetry;
using Rag.Application.UnitTests.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Application.UnitTests.Ingestion;

/// <summary>What becomes of a version whose file cannot be read.</summary>
public sealed class IndexDocumentTests : IDisposable
{
    private readonly Mock<IDocumentRepository> _documents = new();
    private readonly Mock<IIngestionQueue> _queue = new();
    private readonly Mock<IPdfTextExtractor> _extractor = new();
    private readonly FakeEmbedder _embedder = new();
    private readonly Document _document = InWork();

    public IndexDocumentTests()
    {
        _documents.Setup(documents => documents.FindAsync(_document.Id, It.IsAny<CancellationToken>())).ReturnsAsync(_document);
        _documents.Setup(documents => documents.SaveAsync(_document, It.IsAny<CancellationToken>())).ReturnsAsync(true);
        _queue.Setup(queue => queue.RenewAsync(It.IsAny<IngestionJob>(), It.IsAny<double>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(true);
    }

    public void Dispose() => _embedder.Dispose();

    [TestCase(1, 2)]
    [TestCase(2, 4)]
    public async Task Reading_that_took_too_long_is_tried_again_later(int attempt, int seconds)
    {
        var job = await IndexAsync(PdfErrors.TimedOut(), attempt);

        _queue.Verify(queue => queue.RetryLaterAsync(job, TimeSpan.FromSeconds(seconds), It.IsAny<CancellationToken>()), Times.Once);
        Assert.That(_document.Pending?.Status, Is.EqualTo(DocumentStatus.Processing));
    }

    [Test]
    public async Task Reading_that_took_too_long_in_the_last_attempt_has_failed()
    {
        await IndexAsync(PdfErrors.TimedOut(), attempt: 3);

        AssertFailed("pdf_timeout");
    }

    [Test]
    public async Task A_file_that_cannot_be_read_fails_in_the_first_attempt()
    {
        await IndexAsync(PdfErrors.Damaged(), attempt: 1);

        AssertFailed("pdf_damaged");
    }

    private static Document InWork()
    {
        var received = A.Document();
        return Document.Restore(
            received.Id, received.Name, visible: null, received.Pending! with { Status = DocumentStatus.Processing }, lastVersion: 1, revision: 2);
    }

    private async Task<IngestionJob> IndexAsync(Error error, int attempt)
    {
        _extractor
            .Setup(extractor => extractor.ExtractAsync(It.IsAny<Stream>(), It.IsAny<IProgress<PageRead>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(error);
        var job = new IngestionJob(_document.Id, 1, attempt, RandomIds.NewKey());
        var result = await Handler().Handle(new IndexDocument(job, new IngestionProgress()), CancellationToken.None);
        Assert.That(result.IsSuccess, Is.True);
        return job;
    }

    private void AssertFailed(string code)
    {
        _queue.Verify(queue => queue.RetryLaterAsync(It.IsAny<IngestionJob>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()), Times.Never);
        Assert.That((_document.Pending?.Status, _document.Pending?.Failure?.Code), Is.EqualTo((DocumentStatus.Failed, code)));
    }

    private IndexDocumentHandler Handler()
    {
        var (passages, vectors, lexical) = (Mock.Of<IPassageRepository>(), Mock.Of<IVectorIndex>(), Mock.Of<ILexicalIndex>());
        var files = new Mock<IDocumentFileStore>();
        files.Setup(store => store.OpenAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => new MemoryStream());
        var metrics = new RagMetrics(new Meter(RagMetrics.MeterName));
        var options = Options.Create(new IngestionOptions());
        var cleaner = new VersionCleaner(_documents.Object, passages, vectors, lexical, files.Object);
        var gate = new IndexGate();
        var ahead = new EmbeddingAhead(_embedder, _embedder, gate, Options.Create(new ChunkingOptions()), options);
        return new IndexDocumentHandler(
            _documents.Object,
            new PdfReader(files.Object, _extractor.Object, ahead, metrics),
            new PassageWriter(
                passages, new EarlierAttempt(passages, vectors, cleaner), ahead, new EmbeddingWriter(passages, vectors, _embedder, _embedder, gate, metrics, options),
                lexical, _embedder, metrics, Options.Create(new ChunkingOptions())),
            new VersionOutcome(
                _documents.Object, _queue.Object, cleaner, metrics, new FakeTimeProvider(A.Time), options, NullLogger<VersionOutcome>.Instance),
            options);
    }
}
