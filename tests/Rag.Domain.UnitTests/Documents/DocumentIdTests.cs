using Rag.Domain.Documents;

namespace Rag.Domain.UnitTests.Documents;

public sealed class DocumentIdTests
{
    [Test]
    public void Is_read_as_it_is_written()
    {
        var id = DocumentId.New();

        Assert.That(DocumentId.TryParse(id.ToString(), out var read), Is.True);
        Assert.That(read, Is.EqualTo(id));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("01890a5dac96774bbcceb302099a8057")]
    [TestCase("{01890a5d-ac96-774b-bcce-b302099a8057}")]
    [TestCase("01890a5d-ac96-774b-bcce-b302099a805")]
    [TestCase("01890a5d-ac96-774b-bcce-b302099a805g")]
    public void Refuses_every_other_form(string? text)
    {
        Assert.That(DocumentId.TryParse(text, out _), Is.False);
    }
}
