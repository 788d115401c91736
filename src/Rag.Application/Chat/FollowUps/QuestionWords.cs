using Rag.Application.Retrieval;

namespace Rag.Application.Chat.FollowUps;

/// <summary>A word of a question with its place, in UTF-16 units.</summary>
internal readonly record struct PlacedWord(string Folded, int Start, int End);

/// <summary>A content word of a question, as it stands there.</summary>
/// <param name="IsAttribute">Asks something of a topic and is none itself.</param>
/// <param name="IsName">Written with a capital that no sentence's beginning explains.</param>
internal readonly record struct ContentWord(string Stem, string Text, int Start, int End, bool IsAttribute, bool IsName)
{
    public bool HasDigit => Text.Any(char.IsAsciiDigit);
}

/// <summary>The words of a question, told apart by what they do in a conversation.</summary>
internal sealed class QuestionWords
{
    private const string SentenceEnds = ".?!¿¡:;";

    private QuestionWords(string text, IReadOnlyList<PlacedWord> all, IReadOnlyList<ContentWord> content) =>
        (Text, All, Content) = (text, all, content);

    public string Text { get; }

    public IReadOnlyList<PlacedWord> All { get; }

    /// <summary>Topics and attributes; small words, courtesy and "tell me" are left out.</summary>
    public IReadOnlyList<ContentWord> Content { get; }

    public int Topics => Content.Count(word => !word.IsAttribute);

    public bool HasAttribute => Content.Any(word => word.IsAttribute);

    public static QuestionWords Of(string text, ITextAnalyzer analyzer)
    {
        var all = Scan(text);
        var content = new List<ContentWord>();
        var end = 0;
        foreach (var term in analyzer.Analyze(text))
        {
            // A code is there as a whole and in parts; the whole comes first.
            var folded = TextFolding.Fold(text[term.Start..term.End]);
            if (term.Start >= end && !FollowUpWords.Frames.Contains(folded) && !IsCourtesyAt(all, folded, term.Start))
            {
                content.Add(new ContentWord(
                    term.Stem, text[term.Start..term.End], term.Start, term.End, FollowUpWords.Attributes.Contains(folded), IsName(text, term.Start)));
            }

            end = Math.Max(end, term.End);
        }

        return new QuestionWords(text, all, content);
    }

    /// <summary>Nothing but a greeting or thanks.</summary>
    public bool IsCourtesy => All.All(word => IsCourtesyAt(All, word.Folded, word.Start));

    public int TopicsBefore(int position) => Content.Count(word => !word.IsAttribute && word.End <= position);

    public bool IsTopic(PlacedWord word) => Content.Any(content => !content.IsAttribute && content.Start <= word.Start && word.End <= content.End);

    private static bool IsCourtesyAt(IReadOnlyList<PlacedWord> all, string folded, int start) =>
        FollowUpWords.Courtesy.Contains(folded)
        || all.LastOrDefault(word => word.End <= start) is { Folded: { } before } && FollowUpWords.BeforeGreetings.Contains(before);

    private static bool IsName(string text, int start)
    {
        if (!char.IsUpper(text[start]) || !text.Any(char.IsLower))
        {
            return false;
        }

        var before = text.AsSpan(0, start).TrimEnd();
        return before.Length > 0 && !SentenceEnds.Contains(before[^1]);
    }

    private static List<PlacedWord> Scan(string text)
    {
        var words = new List<PlacedWord>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isInside = i < text.Length && (char.IsLetterOrDigit(text[i]) || TextFolding.IsMark(text[i]));
            if (isInside && start < 0)
            {
                start = i;
            }
            else if (!isInside && start >= 0)
            {
                words.Add(new PlacedWord(TextFolding.Fold(text[start..i]), start, i));
                start = -1;
            }
        }

        return words;
    }
}
