using System.Globalization;
using Rag.Testing.Quality;

namespace Rag.Evaluation;

/// <summary>Half of the articles are indexed and all questions asked: those on the other half have no answer in the corpus.</summary>
internal static class RefusalMeasurement
{
    private const double Accepted = 0.03;

    public static async Task RunAsync(SquadFile squad, int half, string model, EvaluationOptions options, TextWriter output)
    {
        var indexed = squad.HalfOfTheArticles(half);
        await using var application = await EvaluatedApplication.StartAsync(indexed.Name, () => CorpusPdfs.Of(indexed), model, options, output);
        var questions = options.SampleOf(squad.Questions);

        // As many passages as an answer stands on: the evidence of /chat/stream.
        var found = await Asking.AllAsync(questions, question => application.RetrieveAsync(question.Text, k: 4));
        await Asking.DumpAsync(options.Dump, $"refusal-{indexed.Name}-{model.Replace('/', '-')}", questions, found);
        var asked = questions.Zip(found).ToList();
        var on = asked.Where(pair => IsIndexed(pair.First) && pair.First.IsAnswerable).Select(pair => pair.Second).ToList();
        var off = asked.Where(pair => !IsIndexed(pair.First)).Select(pair => pair.Second).ToList();
        var near = asked.Where(pair => IsIndexed(pair.First) && !pair.First.IsAnswerable).Select(pair => pair.Second).ToList();

        var evidence = on.ConvertAll(one => one.Evidence);
        var limit = Statistics.Quantile(evidence, Accepted);
        await output.WriteLineAsync($"\n### Refusal: {indexed.Name}, {model}: {on.Count} questions on the corpus, {off.Count} on something else, {near.Count} adversarial\n");
        await output.WriteLineAsync("| questions | AUROC | refused at the default limit | refused where 3 % of the answerable are |\n|---|---|---|---|");
        await output.WriteLineAsync($"| answerable | | {Percent(on.Count(IsRefused), on.Count)} | {Percent(evidence.Count(value => value < limit), on.Count)} |");
        await output.WriteLineAsync(Row("on something else", evidence, off, limit));
        if (near.Count > 0)
        {
            await output.WriteLineAsync(Row("adversarial", evidence, near, limit));
        }

        await WriteCurveAsync(evidence, off, near, output);

        bool IsIndexed(SquadQuestion question) => question.Passage.Article % 2 == half;
    }

    private static bool IsRefused(Found found) => found.Evidence < found.Limit || !found.Items.Any(item => item.IsKept);

    private static string Row(string name, List<double> positives, List<Found> negatives, double limit) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {Statistics.Auroc(positives, [.. negatives.Select(one => one.Evidence)]):F3} | {Percent(negatives.Count(IsRefused), negatives.Count)} | {Percent(negatives.Count(one => one.Evidence < limit), negatives.Count)} |");

    private static async Task WriteCurveAsync(List<double> evidence, List<Found> off, List<Found> near, TextWriter output)
    {
        await output.WriteLineAsync("\n| answerable refused | limit | on something else refused | adversarial refused |\n|---|---|---|---|");
        foreach (var share in new[] { 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2 })
        {
            var limit = Statistics.Quantile(evidence, share);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {share:P1} | {limit:F3} | {Percent(off.Count(one => one.Evidence < limit), off.Count)} | {Percent(near.Count(one => one.Evidence < limit), near.Count)} |"));
        }
    }

    private static string Percent(int count, int all) => all == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / all:F1} %");
}
