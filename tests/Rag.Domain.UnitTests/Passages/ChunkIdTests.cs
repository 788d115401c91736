using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Domain.UnitTests.Passages;

public sealed class ChunkIdTests
{
    private const string Document = "01890a5d-ac96-774b-bcce-b302099a8057";

    [Test]
    public void Is_read_as_it_is_written()
    {
        var id = new ChunkId(DocumentId.New(), 3, 41);

        Assert.That(ChunkId.TryParse(id.ToString(), out var read), Is.True);
        Assert.That(read, Is.EqualTo(id));
    }

    [Test]
    public void Is_derived_from_document_version_and_position()
    {
        var document = new DocumentId(Guid.Parse(Document));

        Assert.That(new ChunkId(document, 3, 41).ToString(), Is.EqualTo($"{Document}:3:41"));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(Document)]
    [TestCase(Document + ":1")]
    [TestCase(Document + ":1:2:3")]
    [TestCase(Document + ":-1:2")]
    [TestCase(Document + ":1: 2")]
    [TestCase(Document + ":1:99999999999")]
    [TestCase("nobody:1:2")]
    public void Refuses_every_other_form(string? text)
    {
        Assert.That(ChunkId.TryParse(text, out _), Is.False);
    }
}
