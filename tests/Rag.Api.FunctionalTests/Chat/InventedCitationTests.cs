using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>A model that invents figures, quotes and sources in 30 % of its answers: none of it reaches a visitor as a citation.</summary>
public sealed class InventedCitationTests
{
    private const int Answers = 200;
    private const double InventedShare = 0.3;
    private const int Seed = 20261125;

    private const string Page =
        "El plazo de devolución es de 30 días desde la entrega. La garantía de la bomba cubre 24 meses. "
        + "El envío a domicilio cuesta 4,95 euros. El taller atiende de lunes a viernes de 9 a 18 horas.";

    private static readonly string[] Honest =
    [
        "El plazo de devolución es de 30 días desde la entrega [1].", "La garantía de la bomba cubre 24 meses [1].",
        "El envío a domicilio cuesta 4,95 euros [1].", "El taller atiende de lunes a viernes, de 9 a 18 horas [1].",
        "Sobre la devolución, el documento dice: «El plazo de devolución es de 30 días» [1].",
    ];

    private static readonly string[] Invented =
    [
        "El plazo de devolución es de 45 días desde la entrega [1].", "La garantía de la bomba cubre 24 meses y 3 averías [1].",
        "El envío a domicilio cuesta 5,95 euros [1].", "El documento dice: «El plazo de devolución es ilimitado» [1].",
        "La sede central está en Marte y la dirige una astronauta [1].", "El plazo de devolución es de 30 días [2].",
        "La garantía de la bomba cubre 24 meses [17].", "El taller atiende de lunes a viernes de 9 a 18 horas [0].",
    ];

    [Test]
    public async Task None_of_two_hundred_answers_passes_an_invention_for_a_citation()
    {
        await using var model = await ScriptedModelServer.StartAsync();
        await using var application = new RagApplication().WithRealModel()
            .With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", model.BaseUrl.ToString()).With("ENABLE_CACHE", "false");
        using var admin = await application.SignedInAsync();
        (await admin.UploadAsync("condiciones.pdf", SamplePdf.WithPages(Page))).Dispose();
        await admin.UntilSettledAsync("condiciones.pdf");

        var random = new Random(Seed);
        var (inventions, faults) = (0, new List<string>());
        for (var i = 0; i < Answers; i++)
        {
            var isInvented = random.NextDouble() < InventedShare;
            var pool = isInvented ? Invented : Honest;
            var said = pool[random.Next(pool.Length)];
            inventions += isInvented ? 1 : 0;
            model.Enqueue(ModelScript.Tokens([.. said.Chunk(random.Next(1, 9)).Select(letters => (ModelStep)new string(letters))]));

            var events = await application.AskAsync("¿Cuál es el plazo de devolución y cuánto cubre la garantía de la bomba?");

            var supported = events.Count(item => item.Name == "citation" && (bool)item.Content["supported"]!);
            var listed = events.Single("done")["citations"]!.AsArray().Count;
            var isAsItShouldBe = isInvented ? supported == 0 && listed == 0 : supported == 1 && listed == 1;
            if (!isAsItShouldBe || HasForeignSource(events.Text()))
            {
                faults.Add($"{said} came as {events.Text()} with {supported} supported and {listed} listed citations");
            }
        }

        Assert.That(inventions, Is.InRange(40, 80));
        Assert.That(faults.Distinct(), Is.Empty);
    }

    /// <summary>There is one source.</summary>
    private static bool HasForeignSource(string text) => text.Contains("[2]") || text.Contains("[17]") || text.Contains("[0]");
}
