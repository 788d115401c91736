using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Rag.Api.FunctionalTests.Bot;
using Rag.Api.FunctionalTests.Chat;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Pdfs;

/// <summary>A document is replaced again and again while it is asked about: every question sees one version, and never none.</summary>
public sealed partial class ReplaceUnderQuestionsTests
{
    private const int Questions = 1000;
    private const int Askers = 4;
    private const string Question = "¿Cuánto cuesta el envío?";

    private static readonly string[] Places = ["Canarias", "Baleares", "Ceuta"];

    [Test]
    public async Task A_thousand_questions_during_replacements_see_one_version_each_and_never_an_empty_gap()
    {
        await using var application = new RagApplication().WithRealModel();
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("tarifas.pdf", Prices(1));
        await application.SettledAsync();
        using var answered = new CancellationTokenSource();

        var replacing = ReplaceAsync(application, admin, answered.Token);
        var asking = Enumerable.Range(0, Askers).Select(asker => asker == 0
            ? ChatAsync(application, Questions / Askers)
            : RetrieveAsync(application, Questions / Askers));
        var seen = (await Task.WhenAll(asking)).SelectMany(versions => versions).ToList();
        await answered.CancelAsync();
        var replaced = await replacing;

        Assert.That(seen, Has.Count.EqualTo(Questions));
        Assert.That(replaced, Is.GreaterThan(3));
        Assert.That(seen.Distinct().Count(), Is.GreaterThan(3), "versions seen");
    }

    // Every page of a version says its number as the price.
    private static byte[] Prices(int version) =>
        SamplePdf.WithPages([.. Places.Select(place => $"El envío a {place} cuesta {version},50 euros y tarda cinco días. En {place} se entrega por la mañana.")]);

    private static async Task<int> ReplaceAsync(RagApplication application, HttpClient admin, CancellationToken answered)
    {
        var version = 1;
        while (!answered.IsCancellationRequested)
        {
            (await admin.UploadAsync("tarifas.pdf", Prices(++version))).EnsureSuccessStatusCode();
            await application.SettledAsync();
        }

        return version;
    }

    private static async Task<List<int>> RetrieveAsync(RagApplication application, int questions)
    {
        using var admin = await application.SignedInAsync();
        var versions = new List<int>();
        for (var question = 0; question < questions; question++)
        {
            var found = await (await admin.PostAsJsonAsync("/api/v1/rag/retrieve-debug", new { query = Question })).JsonAsync();
            var kept = found["items"]!.AsArray().Where(item => (bool)item!["kept"]!).Select(item => (string)item!["text"]!).ToList();
            Assert.That(kept, Has.Count.EqualTo(Places.Length), $"question {question}: {found["items"]!.ToJsonString()}");
            versions.Add(OneVersion(string.Join('\n', kept)));
        }

        return versions;
    }

    private static async Task<List<int>> ChatAsync(RagApplication application, int questions)
    {
        var versions = new List<int>();
        for (var question = 0; question < questions; question++)
        {
            var answer = await application.AskAsync(Question);
            Assert.That(answer.FinishReason(), Is.EqualTo("stop"), answer.Text());
            versions.Add(OneVersion(answer.Text() + answer.Single("sources").ToJsonString()));
            foreach (var citation in answer.Where(item => item.Name == "citation"))
            {
                Assert.That((bool)citation.Content["supported"]!, citation.Content.ToJsonString());
            }
        }

        return versions;
    }

    private static int OneVersion(string text)
    {
        var versions = Price().Matches(text).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Distinct().ToList();
        Assert.That(versions, Has.Count.EqualTo(1), text);
        return versions[0];
    }

    [GeneratedRegex(@"(\d+),50")]
    private static partial Regex Price();
}
