using System.Text.Json;

namespace Rag.Evaluation;

/// <summary>Many questions to one application.</summary>
internal static class Asking
{
    // As many as the machine has processors; times of single answers are taken one at a time, elsewhere.
    private static readonly int AtOnce = Environment.ProcessorCount;

    /// <returns>An answer a question, in their order.</returns>
    public static async Task<TAnswer[]> AllAsync<TQuestion, TAnswer>(IReadOnlyList<TQuestion> questions, Func<TQuestion, Task<TAnswer>> ask)
    {
        var answers = new TAnswer[questions.Count];
        await Parallel.ForAsync(0, questions.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) => answers[i] = await ask(questions[i]));
        return answers;
    }

    /// <summary>A line of JSON a question, for whoever wants to look into the figures; nothing without a folder.</summary>
    public static async Task DumpAsync<TQuestion, TAnswer>(
        string? folder, string name, IReadOnlyList<TQuestion> questions, IReadOnlyList<TAnswer> answers)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllLinesAsync(
                Path.Combine(folder, name + ".jsonl"),
                questions.Zip(answers, (question, answer) => JsonSerializer.Serialize(new { question, answer })));
        }
    }
}
