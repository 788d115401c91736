using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Rag.Application.Documents;
using Rag.Application.Ingestion;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Application.UnitTests.Documents;

public sealed class UploadDocumentTests
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n" + new string('x', 3000));

    private readonly Mock<IDocumentRepository> _documents = new();
    private readonly Mock<IDocumentFileStore> _files = new();
    private readonly Mock<IIngestionQueue> _queue = new();
    private readonly Mock<IVectorIndex> _vectors = new();
    private readonly IngestionOptions _options = new() { MaxFileSizeMegabytes = 1, MaxQueuedDocuments = 5 };
    private readonly StoredFile _stored = A.File("hash of the new bytes");

    public UploadDocumentTests()
    {
        _documents.Setup(documents => documents.ListAsync(It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _documents.Setup(documents => documents.SaveAsync(It.IsAny<Document>(), It.IsAny<CancellationToken>())).ReturnsAsync(true);
        _files.Setup(files => files.SaveAsync(It.IsAny<Stream>(), It.IsAny<long>(), It.IsAny<CancellationToken>())).ReturnsAsync(_stored);
    }

    [Test]
    public async Task Queues_a_new_document_and_wakes_the_worker()
    {
        var result = await UploadAsync("tarifas.pdf", Pdf);

        Assert.That(result.Value.IsQueued, Is.True);
        Assert.That(result.Value.Document.Pending!.File, Is.EqualTo(_stored));
        _queue.Verify(queue => queue.Announce(), Times.Once);
    }

    [TestCase("tarifas.txt", "not_a_pdf")]
    [TestCase("tarifas", "not_a_pdf")]
    [TestCase("", "invalid_filename")]
    [TestCase("a\0b.pdf", "invalid_filename")]
    public async Task Refuses_a_name_before_a_byte_is_stored(string name, string code)
    {
        var result = await UploadAsync(name, Pdf);

        Assert.That(result.Error?.Code, Is.EqualTo(code));
        _files.Verify(files => files.SaveAsync(It.IsAny<Stream>(), It.IsAny<long>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [TestCase("")]
    [TestCase("<html>")]
    [TestCase("PDF-1.7")]
    public async Task Refuses_bytes_that_do_not_begin_as_a_PDF(string content)
    {
        var result = await UploadAsync("tarifas.pdf", Encoding.ASCII.GetBytes(content));

        Assert.That(result.Error?.Code, Is.EqualTo("not_a_pdf"));
        _files.Verify(files => files.SaveAsync(It.IsAny<Stream>(), It.IsAny<long>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task Hands_every_byte_to_the_store_those_looked_at_first_too()
    {
        using var received = new MemoryStream();
        _files.Setup(files => files.SaveAsync(It.IsAny<Stream>(), It.IsAny<long>(), It.IsAny<CancellationToken>()))
            .Returns(async (Stream content, long _, CancellationToken token) =>
            {
                await content.CopyToAsync(received, token);
                return _stored;
            });

        await UploadAsync("tarifas.pdf", Pdf);

        Assert.That(received.ToArray(), Is.EqualTo(Pdf));
    }

    [Test]
    public async Task Refuses_what_the_store_finds_too_large()
    {
        _files.Setup(files => files.SaveAsync(It.IsAny<Stream>(), 1024 * 1024, It.IsAny<CancellationToken>())).ReturnsAsync((StoredFile?)null);

        var result = await UploadAsync("tarifas.pdf", Pdf);

        Assert.That(result.Error?.Code, Is.EqualTo("file_too_large"));
    }

    [Test]
    public async Task Says_that_the_upload_was_cut_when_the_clients_stream_fails()
    {
        _files.Setup(files => files.SaveAsync(It.IsAny<Stream>(), It.IsAny<long>(), It.IsAny<CancellationToken>()))
            .Returns(async (Stream content, long _, CancellationToken token) =>
            {
                await content.CopyToAsync(Stream.Null, token);
                return _stored;
            });

        var result = await UploadAsync("tarifas.pdf", new CutStream(Pdf));

        Assert.That(result.Error?.Code, Is.EqualTo("upload_incomplete"));
    }

    [Test]
    public async Task Refuses_when_too_many_wait_before_a_byte_is_stored()
    {
        _documents.Setup(documents => documents.CountWaitingAsync(It.IsAny<CancellationToken>())).ReturnsAsync(5);

        var result = await UploadAsync("tarifas.pdf", Pdf);

        Assert.That(result.Error, Has.Property(nameof(Error.Code)).EqualTo("queue_full").And.Property(nameof(Error.RetryAfter)).Not.Null);
        _files.Verify(files => files.SaveAsync(It.IsAny<Stream>(), It.IsAny<long>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task Does_no_work_for_bytes_that_are_there_already_and_drops_the_second_copy()
    {
        Knows(A.Document("tarifas.pdf", _stored.ContentHash));

        var result = await UploadAsync("TARIFAS.pdf", Pdf);

        Assert.That(result.Value.IsQueued, Is.False);
        _files.Verify(files => files.DeleteAsync(_stored.Key, It.IsAny<CancellationToken>()), Times.Once);
        _documents.Verify(documents => documents.SaveAsync(It.IsAny<Document>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task Queues_the_same_bytes_again_when_they_failed()
    {
        Knows(Failed(A.Document("tarifas.pdf", _stored.ContentHash)));

        var result = await UploadAsync("tarifas.pdf", Pdf);

        Assert.That(result.Value.IsQueued, Is.True);
        Assert.That(result.Value.Document.Pending, Has.Property("Number").EqualTo(2).And.Property("Status").EqualTo(DocumentStatus.Queued));
    }

    [Test]
    public async Task Decides_anew_when_somebody_else_stores_the_name_in_between()
    {
        var other = A.Document("tarifas.pdf", "other bytes");
        _documents.SetupSequence(documents => documents.FindByNameAsync(It.IsAny<FileName>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Document?)null)
            .ReturnsAsync(other);
        _documents.SetupSequence(documents => documents.SaveAsync(It.IsAny<Document>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(false)
            .ReturnsAsync(true);

        var result = await UploadAsync("tarifas.pdf", Pdf);

        Assert.That(result.Value.Document.Id, Is.EqualTo(other.Id));
        Assert.That(result.Value.Document.Pending!.File, Is.EqualTo(_stored));
        _files.Verify(files => files.DeleteAsync(_stored.Key, It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task Removes_what_a_version_left_that_it_takes_the_place_of_before_it_was_ready()
    {
        var known = A.Document("tarifas.pdf", "other bytes");
        var givenUp = known.Pending!;
        Knows(known);

        await UploadAsync("tarifas.pdf", Pdf);

        _vectors.Verify(vectors => vectors.DeleteAsync(known.Id, givenUp.Number, It.IsAny<CancellationToken>()), Times.Once);
        _files.Verify(files => files.DeleteAsync(givenUp.File.Key, It.IsAny<CancellationToken>()), Times.Once);
    }

    private static Document Failed(Document document) => Document.Restore(
        document.Id, document.Name, visible: null, document.Pending! with { Status = DocumentStatus.Failed }, document.LastVersion, revision: 3);

    private void Knows(Document document) =>
        _documents.Setup(documents => documents.FindByNameAsync(document.Name, It.IsAny<CancellationToken>())).ReturnsAsync(document);

    private Task<Result<UploadedDocument>> UploadAsync(string name, byte[] content) => UploadAsync(name, new MemoryStream(content));

    private Task<Result<UploadedDocument>> UploadAsync(string name, Stream content)
    {
        var cleaner = new VersionCleaner(_documents.Object, Mock.Of<IPassageRepository>(), _vectors.Object, Mock.Of<ILexicalIndex>(), _files.Object);
        var intake = new PdfIntake(_files.Object, Options.Create(_options));
        var versions = new QueuedVersions(_documents.Object, _queue.Object, cleaner, NullLogger<QueuedVersions>.Instance);
        var handler = new UploadDocumentHandler(_documents.Object, intake, versions, new FakeTimeProvider(A.Time));
        return handler.Handle(new UploadDocument(name, content), CancellationToken.None);
    }

    private sealed class CutStream(byte[] content) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            return count > 0 ? count : throw new IOException("Unexpected end of stream.");
        }
    }
}
