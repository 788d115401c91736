using System.Text.Json;

namespace Rag.Evaluation;

/// <param name="Article">Index of its article.</param>
/// <param name="Index">Over all articles.</param>
internal sealed record SquadPassage(int Article, int Index, string Text);

/// <param name="Answers">The gold answers; empty where the passages do not hold one.</param>
internal sealed record SquadQuestion(string Text, SquadPassage Passage, IReadOnlyList<string> Answers)
{
    public bool IsAnswerable => Answers.Count > 0;
}

/// <summary>A set of questions on passages in the format of SQuAD, version 1 or 2 (Rajpurkar et al., 2018).</summary>
internal sealed record SquadFile(string Name, IReadOnlyList<SquadPassage> Passages, IReadOnlyList<SquadQuestion> Questions)
{
    public IReadOnlyList<SquadQuestion> Answerable => [.. Questions.Where(question => question.IsAnswerable)];

    public static SquadFile Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var passages = new List<SquadPassage>();
        var questions = new List<SquadQuestion>();
        var article = 0;
        foreach (var entry in json.RootElement.GetProperty("data").EnumerateArray())
        {
            foreach (var paragraph in entry.GetProperty("paragraphs").EnumerateArray())
            {
                var passage = new SquadPassage(article, passages.Count, paragraph.GetProperty("context").GetString()!);
                passages.Add(passage);
                questions.AddRange(paragraph.GetProperty("qas").EnumerateArray().Select(question => Read(question, passage)));
            }

            article++;
        }

        return new SquadFile(System.IO.Path.GetFileNameWithoutExtension(path), passages, questions);
    }

    /// <summary>The articles of one half, and the questions on all of them.</summary>
    public SquadFile HalfOfTheArticles(int half) =>
        this with { Name = $"{Name}-half{half}", Passages = [.. Passages.Where(passage => passage.Article % 2 == half)] };

    private static SquadQuestion Read(JsonElement question, SquadPassage passage)
    {
        var isImpossible = question.TryGetProperty("is_impossible", out var impossible) && impossible.GetBoolean();
        return new SquadQuestion(
            question.GetProperty("question").GetString()!.Trim(),
            passage,
            isImpossible ? [] : [.. question.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("text").GetString()!).Distinct()]);
    }
}
