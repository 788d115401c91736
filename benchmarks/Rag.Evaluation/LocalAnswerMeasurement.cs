using System.Globalization;
using Rag.Application.Chat;
using Rag.Testing.Quality;

namespace Rag.Evaluation;

/// <summary>Whether the sentences that LOCAL quotes hold the gold answer, over the stream that visitors get.</summary>
internal static class LocalAnswerMeasurement
{
    public static async Task RunAsync(SquadFile squad, string model, EvaluationOptions options, TextWriter output)
    {
        await using var application = await EvaluatedApplication.StartAsync(squad.Name, () => CorpusPdfs.Of(squad), model, options, output);
        var questions = options.SampleOf(squad.Answerable);
        var answers = await Asking.AllAsync(questions, question => application.AskAsync(question.Text));
        await Asking.DumpAsync(options.Dump, $"local-{squad.Name}", questions, answers);
        var holds = questions.Zip(answers, (question, answer) => Holds(answer, question.Answers) ? 1.0 : 0).ToList();
        var share = Statistics.Bootstrap(holds);
        var times = answers.Select(answer => answer.Took.TotalMilliseconds).ToList();
        await output.WriteLineAsync($"\n### LOCAL answers: {squad.Name}, {model}, {questions.Count} questions\n");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Gold answer in the quoted sentences: {share.Mean:F3} ({share.Low:F3} to {share.High:F3}); refused: {answers.Count(answer => answer.IsRefusal)}; p50 {Statistics.Quantile(times, 0.5):F0} ms, p95 {Statistics.Quantile(times, 0.95):F0} ms."));
    }

    private static bool Holds(Answer answer, IReadOnlyList<string> gold)
    {
        var text = Normalise(answer.Text);
        return !answer.IsRefusal && gold.Any(one => text.Contains(Normalise(one), StringComparison.Ordinal));
    }

    // Line ends and double blanks of a page are not those of the set.
    private static string Normalise(string text) => string.Concat(SearchText.Fold(text).Where(character => !char.IsWhiteSpace(character)));
}
