using Rag.Application.Retrieval;
using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <summary>Questions that ask the same, as far as their words tell.</summary>
/// <param name="Question">The latest of them.</param>
/// <param name="Examples">Other wordings, the latest first; a few.</param>
/// <param name="LastConversation">Where the latest was asked.</param>
public sealed record QuestionGroup(
    string Question, int Count, DateTimeOffset FirstAskedAt, DateTimeOffset LastAskedAt, IReadOnlyList<string> Examples, ConversationId LastConversation);

/// <summary>
/// Groups questions by likeness: Dice coefficient of their content stems, 2·|a∩b| / (|a|+|b|). Words and not embeddings, because a
/// thousand embeddings would take ten seconds of a processor for a list that somebody glances at; what it costs is that a synonym,
/// or the other language, makes a group of its own.
/// </summary>
internal static class QuestionGroups
{
    /// <summary>Three of four words in common are alike (0.75), one of two is not (0.5).</summary>
    private const double LeastLikeness = 0.6;

    private const int MostExamples = 5;

    /// <param name="questions">The latest first.</param>
    /// <param name="analyzer">Stems them.</param>
    /// <returns>The largest first, and among equals the one that was asked last.</returns>
    public static IReadOnlyList<QuestionGroup> Of(IReadOnlyList<UnansweredQuestion> questions, ITextAnalyzer analyzer)
    {
        var groups = new List<Members>();
        var byWords = new Dictionary<string, Members>(StringComparer.Ordinal);
        foreach (var question in questions)
        {
            var stems = StemsOf(question.Text, analyzer);
            var words = string.Join(' ', stems.Order(StringComparer.Ordinal));
            if (!byWords.TryGetValue(words, out var group))
            {
                group = groups.MaxBy(other => other.LikenessTo(stems));
                if (group is null || group.LikenessTo(stems) < LeastLikeness)
                {
                    groups.Add(group = new Members(stems));
                }

                byWords[words] = group;
            }

            group.Add(question);
        }

        return [.. groups.Select(group => group.ToGroup()).OrderByDescending(group => group.Count).ThenByDescending(group => group.LastAskedAt)];
    }

    // Without a content word ("¿y entonces?") the text itself is what can be compared.
    private static HashSet<string> StemsOf(string text, ITextAnalyzer analyzer)
    {
        var stems = analyzer.Analyze(text).Select(term => term.Stem).ToHashSet(StringComparer.Ordinal);
        return stems.Count > 0 ? stems : [SearchText.Fold(text)];
    }

    private sealed class Members(HashSet<string> stems)
    {
        private readonly List<UnansweredQuestion> _questions = [];

        /// <summary>To the first one: a group does not drift from like to like.</summary>
        public double LikenessTo(HashSet<string> other) => 2.0 * other.Count(stems.Contains) / (stems.Count + other.Count);

        public void Add(UnansweredQuestion question) => _questions.Add(question);

        public QuestionGroup ToGroup()
        {
            var latest = _questions[0];
            var examples = _questions.Select(question => question.Text).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Take(MostExamples);
            return new QuestionGroup(latest.Text, _questions.Count, _questions[^1].AskedAt, latest.AskedAt, [.. examples], latest.Conversation);
        }
    }
}
