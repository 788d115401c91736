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
using Rag.Domain.Documents;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Application.UnitTests.Ingestion;

public sealed class VersionOutcomeTests
{
    private readonly Mock<IDocumentRepository> _documents = new();
    private readonly Mock<IIngestionQueue> _queue = new();
    private readonly Mock<IVectorIndex> _vectors = new();
    private readonly Mock<IPassageRepository> _passages = new();
    private readonly Document _document = InWork();

    [Test]
    public async Task Removes_nothing_of_a_version_that_another_worker_has_taken_over()
    {
        ClaimIsOurs(false);

        var result = await Outcome().FailAsync(Job(), DocumentErrors.IngestionFailed(), CancellationToken.None);

        Assert.That(result.Error?.Code, Is.EqualTo(DocumentErrors.NotUnderWay(_document.Id, 1).Code));
        _vectors.Verify(vectors => vectors.DeleteAsync(It.IsAny<DocumentId>(), It.IsAny<int>(), It.IsAny<CancellationToken>()), Times.Never);
        _passages.Verify(passages => passages.DeleteVersionAsync(It.IsAny<DocumentId>(), It.IsAny<int>(), It.IsAny<CancellationToken>()), Times.Never);
        _documents.Verify(documents => documents.SaveAsync(It.IsAny<Document>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task Does_not_show_a_version_that_another_worker_has_taken_over()
    {
        ClaimIsOurs(false);

        var result = await Outcome().ShowAsync(Job(), pages: 3, chunks: 9, CancellationToken.None);

        Assert.That(result.IsSuccess, Is.False);
        _documents.Verify(documents => documents.SaveAsync(It.IsAny<Document>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task Removes_what_a_failed_version_wrote_before_it_says_so()
    {
        ClaimIsOurs(true);
        var cleaned = false;
        _passages.Setup(passages => passages.DeleteVersionAsync(_document.Id, 1, It.IsAny<CancellationToken>())).Callback(() => cleaned = true);
        _documents.Setup(documents => documents.SaveAsync(_document, It.IsAny<CancellationToken>())).ReturnsAsync(() => cleaned);

        var result = await Outcome().FailAsync(Job(), DocumentErrors.IngestionFailed(), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(result.IsSuccess, Is.True);
            Assert.That(_document.Pending?.Status, Is.EqualTo(DocumentStatus.Failed));
        });
    }

    private static Document InWork()
    {
        var received = A.Document();
        return Document.Restore(
            received.Id, received.Name, visible: null, received.Pending! with { Status = DocumentStatus.Processing }, lastVersion: 1, revision: 2);
    }

    private IngestionJob Job() => new(_document.Id, 1, Attempt: 1, RandomIds.NewKey());

    private void ClaimIsOurs(bool isOurs)
    {
        _documents.Setup(documents => documents.FindAsync(_document.Id, It.IsAny<CancellationToken>())).ReturnsAsync(_document);
        _queue.Setup(queue => queue.RenewAsync(It.IsAny<IngestionJob>(), It.IsAny<double>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(isOurs);
    }

    private VersionOutcome Outcome() => new(
        _documents.Object, _queue.Object,
        new VersionCleaner(_documents.Object, _passages.Object, _vectors.Object, Mock.Of<ILexicalIndex>(), Mock.Of<IDocumentFileStore>()),
        new RagMetrics(new Meter(RagMetrics.MeterName)), new FakeTimeProvider(A.Time), Options.Create(new IngestionOptions()), NullLogger<VersionOutcome>.Instance);
}
