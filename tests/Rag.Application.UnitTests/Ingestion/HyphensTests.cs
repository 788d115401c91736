namespace Rag.Application.UnitTests.Ingestion;

public class HyphensTests
{
    [TestCase("instala-", "ción del sensor", "instalación del sensor")]
    [TestCase("instala\u00AD", "ción del sensor", "instalación del sensor")]
    [TestCase("INSTALA-", "CIÓN", "INSTALACIÓN")]
    [TestCase("por e-", "mail", "por e-mail")]
    [TestCase("una state-of-the-", "art", "una state-of-the-art")]
    [TestCase("el eje Franco-", "Alemán", "el eje Franco-Alemán")]
    [TestCase("COVID-", "19", "COVID-19")]
    [TestCase("2019-", "2020", "2019-2020")]
    [TestCase("el viento -", "dijo", "el viento - dijo")]
    [TestCase("cuesta 3,", "5 euros", "cuesta 3, 5 euros")]
    public void Undoes_the_breaks_of_the_typesetter_only(string above, string below, string joined)
    {
        Assert.That(new PdfSketch().Block(above, below).Text(), Is.EqualTo(joined));
    }

    [Test]
    public void Keeps_the_hyphen_of_a_word_that_the_document_writes_with_one()
    {
        var text = new PdfSketch().Block("El bien-estar de todos.").Block("Busca el bien-", "estar común.").Text();

        Assert.That(text, Does.EndWith("Busca el bien-estar común."));
    }

    [Test]
    public void Drops_the_hyphen_of_a_word_that_the_document_writes_without_one()
    {
        var text = new PdfSketch().Block("Use the online form.").Block("The on-", "line form.").Text();

        Assert.That(text, Does.EndWith("The online form."));
    }

    [TestCase("Pedidos en https://www.brisa.example/", "recambios hoy", "Pedidos en https://www.brisa.example/recambios hoy")]
    [TestCase("Pedidos en https://www.brisa.example", "/recambios", "Pedidos en https://www.brisa.example/recambios")]
    [TestCase("en https://brisa.example/panel-", "solar", "en https://brisa.example/panel-solar")]
    [TestCase("en www.brisa.", "example", "en www.brisa.example")]
    [TestCase("Vea https://brisa.example.", "También hay", "Vea https://brisa.example. También hay")]
    [TestCase("Vea https://brisa.example", "para más", "Vea https://brisa.example para más")]
    [TestCase("escriba a soporte@", "brisa.example", "escriba a soporte@brisa.example")]
    [TestCase("escriba a soporte", "@brisa.example", "escriba a soporte@brisa.example")]
    public void Keeps_addresses_whole(string above, string below, string joined)
    {
        Assert.That(new PdfSketch().Block(above, below).Text(), Is.EqualTo(joined));
    }

    [Test]
    public void Joins_ideographs_without_a_space()
    {
        Assert.That(new PdfSketch().Block("気象観測", "装置の設置").Text(), Is.EqualTo("気象観測装置の設置"));
    }
}
