using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Rag.Application.Documents;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Application.UnitTests.Documents;

public sealed class DeleteDocumentTests
{
    private readonly Mock<IDocumentRepository> _documents = new();
    private readonly Mock<IDocumentFileStore> _files = new();
    private readonly Mock<IVectorIndex> _vectors = new();
    private readonly Mock<IPassageRepository> _passages = new();

    [TestCase("unknown.pdf")]
    [TestCase("a\0.pdf")]
    [TestCase("..")]
    public async Task Does_not_find_what_is_not_there(string name)
    {
        var result = await DeleteAsync(name);

        Assert.That(result.Error?.Code, Is.EqualTo("document_not_found"));
    }

    [Test]
    public async Task Takes_the_record_first_and_then_all_that_is_stored()
    {
        var document = A.Document("tarifas.pdf");
        var recordGone = false;
        _documents.Setup(documents => documents.FindByNameAsync(document.Name, It.IsAny<CancellationToken>())).ReturnsAsync(document);
        _documents.Setup(documents => documents.RemoveAsync(document, It.IsAny<CancellationToken>())).ReturnsAsync(() => recordGone = true);
        _vectors.Setup(vectors => vectors.DeleteAsync(document.Id, 1, It.IsAny<CancellationToken>()))
            .Callback(() => Assert.That(recordGone, Is.True));

        var result = await DeleteAsync("Tarifas.PDF");

        Assert.That(result.IsSuccess, Is.True);
        _vectors.Verify(vectors => vectors.DeleteAsync(document.Id, 1, It.IsAny<CancellationToken>()), Times.Once);
        _passages.Verify(passages => passages.DeleteVersionAsync(document.Id, 1, It.IsAny<CancellationToken>()), Times.Once);
        _files.Verify(files => files.DeleteAsync(document.Pending!.File.Key, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task Looks_again_when_the_document_changes_in_between()
    {
        var document = A.Document("tarifas.pdf");
        _documents.Setup(documents => documents.FindByNameAsync(document.Name, It.IsAny<CancellationToken>())).ReturnsAsync(document);
        _documents.SetupSequence(documents => documents.RemoveAsync(document, It.IsAny<CancellationToken>())).ReturnsAsync(false).ReturnsAsync(true);

        var result = await DeleteAsync("tarifas.pdf");

        Assert.That(result.IsSuccess, Is.True);
    }

    private Task<Result> DeleteAsync(string name)
    {
        var cleaner = new VersionCleaner(_documents.Object, _passages.Object, _vectors.Object, Mock.Of<ILexicalIndex>(), _files.Object);
        return new DeleteDocumentHandler(_documents.Object, cleaner, NullLogger<DeleteDocumentHandler>.Instance)
            .Handle(new DeleteDocument(name), CancellationToken.None);
    }
}
