using Rag.Application.Passages;

namespace Rag.Application.UnitTests.Passages;

public sealed class SentenceSplitterTests
{
    // In each case a bar stands where one sentence ends and the next begins.
    [TestCase("El plazo es de 30 días.|Después no se admite.")]
    [TestCase("¿Cuál es el plazo?|¡Treinta días!|Nada más.")]
    [TestCase("El plazo vence el 5.|¿De qué mes?|De mayo.")]
    [TestCase("Dudó un momento…|Luego firmó.")]
    [TestCase("Ha sido en 2023.|En 2024 fueron 45.|45 personas vinieron.")]
    [TestCase("It was released in Japan .|It is the third game .")]
    public void Splits_at_marks_that_end_a_sentence(string marked) => AssertSplitsAtBars(marked);

    [TestCase("El Sr. Pérez y la Sra. Gómez firman.|Todo vale.")]
    [TestCase("La Dra. Ruiz, el Dr. Sanz y D.ª María García.|D. Juan no vino.")]
    [TestCase("Según el art. 5 y los arts. 7 y 8, pág. 12, núm. 3 y n.º 4.|Nada más.")]
    [TestCase("Véase el cap. IV y la fig. 2.|El resto no.")]
    [TestCase("Frutas, p. ej. Manzanas o p.ej. Peras.|Fin.")]
    [TestCase("Fruta, pan, etc. y vino.|Pan, fruta, etc.|El vino no.")]
    [TestCase("Los EE. UU. Mexicanos y los EE.UU. de América.|Viene de EE. UU.|El viaje fue largo.")]
    [TestCase("La empresa Ejemplo S.A. Madrid vende.|Trabaja en Ejemplo, S.A.|El capital es suyo.")]
    [TestCase("Use e.g. Apples, i.e. Fruit vs. Bread.|Mr. Smith and Mrs. Jones agree.")]
    [TestCase("Room No. 5 is free.|Did he come?|No.|He left.")]
    [TestCase("The U.S. Senate met.|He lives in the U.S.|The house is old.")]
    [TestCase("Open at 9 a.m. and closed at 5 p.m.|Bring a ticket.")]
    [TestCase("Acme Inc. Sales grew.|He works at Acme Inc.|It pays well.")]
    public void Keeps_abbreviations_inside_their_sentence(string marked) => AssertSplitsAtBars(marked);

    [TestCase("Escrito por J. R. R. Tolkien en 1937.|Luego hubo más.")]
    [TestCase("George W. Bush spoke.|J. A. Smith listened.")]
    [TestCase("Toma vitamina C.|El médico lo dijo.")]
    public void Keeps_initials_with_their_name(string marked) => AssertSplitsAtBars(marked);

    [TestCase("Vale 3.14 y cuesta 1.234,56 €.|Nada más.")]
    [TestCase("Mire https://www.ejemplo.es/a.b?c=d.e!f y escriba a ana.ruiz@correo.ejemplo.es hoy.|Abra informe.final.pdf luego.")]
    [TestCase("The code A.1-3/B.2 and version 1.2.3 stay.|Done.")]
    public void Keeps_figures_and_addresses_whole(string marked) => AssertSplitsAtBars(marked);

    [TestCase("Dijo: «Ya voy.»|Y se fue.")]
    [TestCase("He said “no.”|Then he left.")]
    [TestCase("«¿Vienes?» dijo ella.|(Nadie contestó.)|Fin.")]
    [TestCase("It rained.[12]|It stopped.[3][4]|Sun came.")]
    public void Keeps_closing_quotes_brackets_and_notes_with_their_sentence(string marked) => AssertSplitsAtBars(marked);

    [TestCase("1. El cliente paga.|2. La empresa entrega.")]
    [TestCase("IV. Disposiciones finales.|Artículo 5. El plazo es de un mes.|Artículo 6. Nada.")]
    public void Keeps_the_number_of_a_section_with_its_text(string marked) => AssertSplitsAtBars(marked);

    [TestCase("今日は晴れです。|明日は雨？|「はい。」|終わり", "")]
    [TestCase("ما هو الموعد؟|ثلاثون يوما.|انتهى.", " ")]
    [TestCase("यह पहला वाक्य है।|यह दूसरा है।", " ")]
    public void Knows_the_marks_of_other_scripts(string marked, string between) => AssertSplitsAtBars(marked, between);

    [TestCase("Se necesita:|- pasaporte en vigor|- dos fotos|- el formulario")]
    [TestCase("Pasos a seguir|1. Abra la tapa|2) Pulse el botón|a) espere|b) retire la pieza")]
    public void Ends_a_sentence_before_a_list_item(string marked) => AssertSplitsAtBars(marked, "\n");

    [Test]
    public void Takes_each_row_of_a_table_as_a_sentence()
    {
        const string Text = "Producto | Precio\nTarifa básica | 12,50\nTarifa plus | 30,00";

        Assert.That(Split(Text), Is.EqualTo(Text.Split('\n')));
    }

    [TestCase("Enero 1.200 1.300 8%\nFebrero 1.250 1.410 9%")]
    [TestCase("Tarifa básica nacional 12 €\nTarifa plus nacional 30 €")]
    [TestCase("Nombre: Juan\nEdad: 34\nCiudad: Madrid")]
    [TestCase("Norte   45   12\nSur   50   13")]
    public void Takes_rows_without_rules_as_sentences(string text) => Assert.That(Split(text), Is.EqualTo(text.Split('\n')));

    [Test]
    public void Reads_a_sentence_over_wrapped_lines()
    {
        const string Text = "El plazo para devolver un producto comprado por\nMaría Luisa en una tienda es de treinta días\nnaturales desde la compra.";

        Assert.That(Split(Text), Is.EqualTo(new[] { Text }));
    }

    [Test]
    public void Takes_a_short_line_above_a_paragraph_as_its_heading()
    {
        const string Text = "Plazo de entrega\nEl plazo de entrega es de treinta días naturales desde la compra del producto.";

        Assert.That(Split(Text), Is.EqualTo(Text.Split('\n')));
    }

    [TestCase("\n\n")]
    [TestCase("\r\n\r\n")]
    [TestCase("\n \n")]
    [TestCase("\f")]
    public void Ends_a_sentence_at_a_blank_line_without_a_full_stop(string blank)
    {
        var sentences = Split($"Condiciones generales{blank}y otras que siguen");

        Assert.That(sentences, Is.EqualTo(new[] { "Condiciones generales", "y otras que siguen" }));
    }

    [TestCase("aaaa aaaa aa; bb, bbb, cccc", 20, "aaaa aaaa aa;|bb, bbb, cccc")]
    [TestCase("aaaa aaaa aa, bbbb bbb cccc", 20, "aaaa aaaa aa,|bbbb bbb cccc")]
    [TestCase("aaaa aaaa bbbb bbbb cccc", 20, "aaaa aaaa bbbb bbbb|cccc")]
    [TestCase("aaaaaaaaaaaaaaaaaaaaaaaa", 20, "aaaaaaaaaaaaaaaaaaaa|aaaa")]
    public void Cuts_a_sentence_that_is_too_long_at_the_best_place(string text, int longest, string marked) =>
        Assert.That(SentenceSplitter.Split(text, longest).Select(span => span.Of(text)), Is.EqualTo(marked.Split('|')));

    [Test]
    public void Never_cuts_a_family_of_emoji()
    {
        const string Family = "👨‍👩‍👧‍👦";
        var text = string.Concat(Enumerable.Repeat(Family, 20));

        var sentences = SentenceSplitter.Split(text, Family.Length * 3 / 2).Select(span => span.Of(text));

        Assert.That(sentences, Is.All.EqualTo(Family));
    }

    private static void AssertSplitsAtBars(string marked, string between = " ")
    {
        var text = marked.Replace("|", between);

        Assert.That(Split(text), Is.EqualTo(marked.Split('|')));
    }

    private static string[] Split(string text) => [.. SentenceSplitter.Split(text).Select(span => span.Of(text))];
}
