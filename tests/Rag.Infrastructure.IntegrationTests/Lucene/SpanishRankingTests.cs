using System.Globalization;
using System.Text;
using System.Text.Json;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Lucene;

/// <summary>Full text alone on the Spanish evaluation set: 607 passages, a chunk each, 1,984 questions that they answer.</summary>
public sealed class SpanishRankingTests
{
    [Test]
    public async Task Ranks_the_passage_that_answers_as_high_as_the_reference()
    {
        var set = RankingSet.Read();
        using var fullText = new FullText(set.Passages);

        var ndcg = await MeasureAsync(fullText, set, question => question);

        TestContext.Out.WriteLine($"nDCG@10 {ndcg:F4}");
        Assert.That(ndcg, Is.AtLeast(0.885));
    }

    [Test]
    public async Task Loses_nothing_when_questions_come_in_capitals_and_without_accents()
    {
        var set = RankingSet.Read();
        using var fullText = new FullText(set.Passages);

        var ndcg = await MeasureAsync(fullText, set, question => WithoutAccents(question).ToUpperInvariant());

        TestContext.Out.WriteLine($"nDCG@10 {ndcg:F4}");
        Assert.That(ndcg, Is.AtLeast(0.885));
    }

    private static async Task<double> MeasureAsync(FullText fullText, RankingSet set, Func<string, string> typed)
    {
        await fullText.CatchUpAsync();
        var sum = 0.0;
        foreach (var (question, gold) in set.Questions)
        {
            var hits = await fullText.Index.SearchAsync(typed(question), 10, onlyIn: null, CancellationToken.None);
            var rank = hits.TakeWhile(hit => hit.Id.Index != gold).Count();
            sum += rank < hits.Count ? 1 / Math.Log2(rank + 2) : 0;
        }

        return sum / set.Questions.Length;
    }

    private static string WithoutAccents(string text) => string.Concat(
        text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));

    private sealed record RankingSet(string[] Passages, (string Question, int Gold)[] Questions)
    {
        public static RankingSet Read()
        {
            const string file = "eval/squad-es-v2-dev.json";
            if (SharedFiles.Find(file) is not { } path)
            {
                Assert.Ignore($"shared/{file} is not beside the checkout.");
                return null!;
            }

            using var json = JsonDocument.Parse(File.ReadAllText(path));
            var paragraphs = json.RootElement.GetProperty("data").EnumerateArray()
                .SelectMany(article => article.GetProperty("paragraphs").EnumerateArray())
                .ToArray();
            return new RankingSet(
                [.. paragraphs.Select(paragraph => paragraph.GetProperty("context").GetString()!)],
                [
                    .. paragraphs.SelectMany((paragraph, i) => paragraph.GetProperty("qas").EnumerateArray()
                        .Where(question => !question.GetProperty("is_impossible").GetBoolean())
                        .Select(question => (question.GetProperty("question").GetString()!, i))),
                ]);
        }
    }
}
