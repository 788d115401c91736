using System.Globalization;
using Rag.Testing.Quality;

namespace Rag.Evaluation;

/// <summary>How much of the words that answer a question the five best items hold, and how well a question in the other language does.</summary>
internal static class ChunkingMeasurement
{
    private const int Items = 5;

    public static async Task RunAsync(ChunkingSet set, string model, EvaluationOptions options, TextWriter output)
    {
        await using var application = await EvaluatedApplication.StartAsync("chunking", () => CorpusPdfs.Of(set), model, options, output);
        if (options.Wants("chunking"))
        {
            var (coverage, found) = await MeasureAsync(application, options.SampleOf(set.Questions));
            await Asking.DumpAsync(options.Dump, "chunking", options.SampleOf(set.Questions), found);
            await output.WriteLineAsync($"\n### Chunking set: {model}, {coverage.Count} questions{SettingsOf(options)}\n");
            await output.WriteLineAsync("| | token recall@5 | IoU |\n|---|---|---|");
            foreach (var (name, rank) in Rankings.All)
            {
                var side = options.SampleOf(set.Questions).Zip(found, (question, answer) => CoverageOf(question, rank(answer))).ToList();
                await output.WriteLineAsync($"| {name} | {Cell(side.Select(one => one.Recall))} | {Cell(side.Select(one => one.Iou))} |");
            }
        }

        if (options.Wants("languages"))
        {
            await MeasureLanguagesAsync(application, set, model, options, output);
        }
    }

    private static async Task MeasureLanguagesAsync(
        EvaluatedApplication application, ChunkingSet set, string model, EvaluationOptions options, TextWriter output)
    {
        var known = set.Questions.GroupBy(question => question.Text).ToDictionary(group => group.Key, group => group.First());
        var pairs = CsvFile.Read(Path.Combine(AppContext.BaseDirectory, "spanish-questions.csv"))
            .Where(row => known.ContainsKey(row["english"]))
            .Select(row => (English: known[row["english"]], Spanish: known[row["english"]] with { Text = row["spanish"] }))
            .ToList();
        if (pairs.Count == 0)
        {
            return;
        }

        var (english, _) = await MeasureAsync(application, [.. pairs.Select(pair => pair.English)]);
        var (spanish, found) = await MeasureAsync(application, [.. pairs.Select(pair => pair.Spanish)]);
        await Asking.DumpAsync(options.Dump, "spanish", pairs.Select(pair => pair.Spanish).ToList(), found);
        await output.WriteLineAsync($"\n### Spanish questions over English pages: {model}, {pairs.Count} questions\n");
        await output.WriteLineAsync("| questions | token recall@5 | refused at the default limit |\n|---|---|---|");
        await output.WriteLineAsync($"| English | {Cell(english.Select(one => one.Recall))} | |");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"| the same in Spanish | {Cell(spanish.Select(one => one.Recall))} | {found.Count(answer => answer.Evidence < answer.Limit)} |"));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"| ratio | {spanish.Average(one => one.Recall) / english.Average(one => one.Recall):F3} | |"));
    }

    private static async Task<(List<TextCoverage> Coverage, Found[] Found)> MeasureAsync(
        EvaluatedApplication application, IReadOnlyList<ChunkingQuestion> questions)
    {
        var found = await Asking.AllAsync(questions, question => application.RetrieveAsync(question.Text));
        return ([.. questions.Zip(found, (question, answer) => CoverageOf(question, answer.Items.Where(item => item.IsKept)))], found);
    }

    private static TextCoverage CoverageOf(ChunkingQuestion question, IEnumerable<FoundItem> ranked) =>
        TextCoverage.Of(question.References, [.. ranked.Take(Items).Select(item => item.Text)]);

    private static string SettingsOf(EvaluationOptions options) =>
        string.Concat(options.Settings.Select(setting => $", {setting.Key}={setting.Value}"));

    private static string Cell(IEnumerable<double> values)
    {
        var estimate = Statistics.Bootstrap([.. values]);
        return string.Create(CultureInfo.InvariantCulture, $"{estimate.Mean:F3} ({estimate.Low:F3} to {estimate.High:F3})");
    }
}
