using Rag.Domain.Documents;
using Rag.Testing;

namespace Rag.Domain.UnitTests.Passages;

public sealed class ChunkTests
{
    [TestCase("Tarifas", "Plazos", "Tarifas\nPlazos\ntext")]
    [TestCase("Tarifas", null, "Tarifas\ntext")]
    [TestCase(null, "Plazos", "Plazos\ntext")]
    [TestCase("", "", "text")]
    [TestCase(null, null, "text")]
    public void Is_indexed_under_what_is_known_of_its_place(string? title, string? heading, string expected)
    {
        var chunk = A.Chunk(DocumentId.New(), text: "text", title: title, heading: heading);

        Assert.That(chunk.IndexedText, Is.EqualTo(expected));
    }
}
