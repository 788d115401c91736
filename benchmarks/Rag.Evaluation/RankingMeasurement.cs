using System.Globalization;
using Rag.Testing.Quality;

namespace Rag.Evaluation;

/// <summary>Whether the page that a question was written for is found, by each part of the retrieval alone and by all of them together.</summary>
internal static class RankingMeasurement
{
    private const int TimedQuestions = 200;

    private sealed record Asked(SquadQuestion Question, string Text);

    public static async Task RunAsync(SquadFile squad, string model, EvaluationOptions options, TextWriter output)
    {
        await using var application = await EvaluatedApplication.StartAsync(squad.Name, () => CorpusPdfs.Of(squad), model, options, output);
        var addresses = CorpusPdfs.AddressesOf(squad);
        var questions = options.SampleOf(squad.Answerable).Select(question => new Asked(question, question.Text)).ToList();
        var found = await Asking.AllAsync(questions, asked => application.RetrieveAsync(asked.Text));
        await Asking.DumpAsync(options.Dump, $"ranking-{squad.Name}-{Short(model)}", questions, found);

        await output.WriteLineAsync($"\n### Ranking: {squad.Name}, {model}, {questions.Count} questions, {squad.Passages.Count} pages\n");
        await output.WriteLineAsync("| | recall@1 | recall@5 | recall@10 | MRR@10 | nDCG@10 |\n|---|---|---|---|---|---|");
        foreach (var (name, rank) in Rankings.All)
        {
            await output.WriteLineAsync(Row(name, questions, found, rank, addresses));
        }

        if (options.Wants("variants"))
        {
            await MeasureVariantsAsync(application, questions, found, addresses, options, output);
        }

        await MeasureTimeAsync(application, questions, output);
    }

    private static async Task MeasureVariantsAsync(
        EvaluatedApplication application, List<Asked> questions, Found[] plain, Dictionary<int, PageAddress> addresses,
        EvaluationOptions options, TextWriter output)
    {
        (string Name, Func<string, string> Of)[] variants =
        [
            ("accents dropped", QuestionVariants.WithoutAccents), ("upper case", QuestionVariants.UpperCase), ("a typo in five words", QuestionVariants.WithTypos),
        ];
        var before = NdcgOf(questions, plain, addresses).Average();
        await output.WriteLineAsync("\n| question typed with | nDCG@10 | against the plain question |\n|---|---|---|");
        foreach (var (name, change) in variants)
        {
            var changed = questions.Select(asked => asked with { Text = change(asked.Text) }).ToList();
            var found = await Asking.AllAsync(changed, asked => application.RetrieveAsync(asked.Text));
            await Asking.DumpAsync(options.Dump, "variants-" + name.Replace(' ', '-'), changed, found);
            var after = NdcgOf(changed, found, addresses);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {name} | {Cell(after)} | {(after.Average() - before) * 100:+0.0;-0.0} points |"));
        }
    }

    private static async Task MeasureTimeAsync(EvaluatedApplication application, List<Asked> questions, TextWriter output)
    {
        var times = new List<double>();
        foreach (var asked in questions.Take(TimedQuestions))
        {
            times.Add((await application.RetrieveAsync(asked.Text)).Took.TotalMilliseconds);
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"\nLatency of retrieve-debug, one question at a time, {times.Count} questions: p50 {Statistics.Quantile(times, 0.5):F1} ms, p95 {Statistics.Quantile(times, 0.95):F1} ms."));
    }

    private static List<double> NdcgOf(List<Asked> questions, Found[] found, Dictionary<int, PageAddress> addresses) =>
        [.. questions.Zip(found, (asked, answer) => RankingMetrics.Ndcg(answer.Items.Where(item => item.IsKept).Pages(), Gold(asked, addresses), 10))];

    private static string Row(
        string name, List<Asked> questions, Found[] found, Func<Found, IEnumerable<FoundItem>> rank, Dictionary<int, PageAddress> addresses)
    {
        var rankings = questions.Zip(found, (asked, answer) => (Pages: rank(answer).Pages(), Gold: Gold(asked, addresses))).ToList();
        return $"| {name} | {Of(r => RankingMetrics.Recall(r.Pages, r.Gold, 1))} | {Of(r => RankingMetrics.Recall(r.Pages, r.Gold, 5))} | {Of(r => RankingMetrics.Recall(r.Pages, r.Gold, 10))} "
            + $"| {Of(r => RankingMetrics.ReciprocalRank(r.Pages, r.Gold, 10))} | {Of(r => RankingMetrics.Ndcg(r.Pages, r.Gold, 10))} |";

        string Of(Func<(List<PageAddress> Pages, HashSet<PageAddress> Gold), double> figure) => Cell([.. rankings.Select(figure)]);
    }

    private static HashSet<PageAddress> Gold(Asked asked, Dictionary<int, PageAddress> addresses) => [addresses[asked.Question.Passage.Index]];

    private static string Cell(IReadOnlyList<double> values)
    {
        var estimate = Statistics.Bootstrap(values);
        return string.Create(CultureInfo.InvariantCulture, $"{estimate.Mean:F3} ({estimate.Low:F3} to {estimate.High:F3})");
    }

    private static string Short(string model) => model[(model.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
