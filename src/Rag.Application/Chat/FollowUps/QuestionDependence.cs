using Rag.Application.Passages;

namespace Rag.Application.Chat.FollowUps;

/// <summary>How far a question is understood without what was said before it.</summary>
internal enum Dependence
{
    /// <summary>It names what it asks about: nobody is asked, nothing is added.</summary>
    None,

    /// <summary>A reader of the conversation can tell, words alone cannot: the model is asked, the rules leave it as it is.</summary>
    Unclear,

    /// <summary>It points to something before it or leaves it out.</summary>
    Full,
}

/// <summary>Tells by a question's words whether it goes on from another.</summary>
internal static class QuestionDependence
{
    /// <summary>So many topics, without a word that points elsewhere, name what is asked about.</summary>
    private const int PlainTopics = 3;

    /// <summary>Behind so many topics a pronoun means one of them.</summary>
    private const int OwnAntecedents = 2;

    public static Dependence Of(QuestionWords question)
    {
        // Nothing but courtesy, or nothing that we read.
        if (question.IsCourtesy)
        {
            return Dependence.None;
        }

        if (question.All.Select((_, i) => i).Any(i => PointsBack(question, i)))
        {
            return Dependence.Full;
        }

        if (OpeningWords(question) is > 0 and var opening)
        {
            return question.Topics <= 1 || (question.Topics <= PlainTopics && !Asks(question, opening)) ? Dependence.Full : Dependence.Unclear;
        }

        return question.Topics switch
        {
            0 => Dependence.Full,
            1 => question.HasAttribute || IsDefinition(question) ? Dependence.Unclear : Dependence.Full,
            >= PlainTopics when LanguageGuess.Of(question.Text) is not null && !question.All.Any(word => word.Folded is "su" or "sus") => Dependence.None,
            _ => Dependence.Unclear,
        };
    }

    /// <summary>Whether it asks something of its own, and not the same of another thing ("¿y el domingo?").</summary>
    public static bool Asks(QuestionWords question) => question.HasAttribute || Asks(question, OpeningWords(question));

    private static bool Asks(QuestionWords question, int from) =>
        question.All.Skip(from).Any(word => FollowUpWords.Interrogatives.Contains(word.Folded));

    private static int OpeningWords(QuestionWords question)
    {
        var words = question.All;
        return words.Count > 1 && FollowUpWords.OpeningPairs.Contains((words[0].Folded, words[1].Folded)) ? 2
            : FollowUpWords.Openers.Contains(words[0].Folded) ? 1 + (words.Count > 2 && FollowUpWords.OpeningPairs.Contains((words[1].Folded, words[2].Folded)) ? 2 : 0)
            : 0;
    }

    private static bool PointsBack(QuestionWords question, int index)
    {
        var words = question.All;
        var word = words[index];
        var (previous, next) = (index > 0 ? words[index - 1].Folded : "", index + 1 < words.Count ? words[index + 1].Folded : "");
        var points = word.Folded switch
        {
            "el" => HasAccent(question, word, "éÉ"),
            "it" => !FollowUpWords.AfterExpletive.Contains(next),
            "that" => !(index > 0 && question.IsTopic(words[index - 1])) && next is not ("the" or "a" or "i" or "you" or "we" or "they" or "my")
                && !FollowUpWords.PlainAfterThis.Contains(next),
            "one" or "ones" => next.Length == 0 || previous is "this" or "that" or "which" or "other" or "first" or "second" or "last",
            "there" => next.Length == 0 && previous is not ("is" or "are"),
            "lo" => next is not ("que" or "mas" or "mejor" or "peor" or "mismo" or "siguiente" or "de" or ""),
            "la" or "los" or "las" => question.Topics <= OwnAntecedents && previous is "como" or "donde" or "cuando" or "se" or "me" or "te" or "nos" or "no"
                && index + 2 >= words.Count - 1 && index + 1 < words.Count,
            _ when FollowUpWords.SpanishThis.Contains(word.Folded) => IsDemonstrative(question, word, previous, next),
            _ when FollowUpWords.Pronouns.Contains(word.Folded) => !FollowUpWords.PlainAfterThis.Contains(next),
            _ => HasEnclitic(word.Folded),
        };
        return points && question.TopicsBefore(word.Start) < OwnAntecedents;
    }

    private static bool HasAccent(QuestionWords question, PlacedWord word, string letters) =>
        question.Text.AsSpan(word.Start, word.End - word.Start).IndexOfAny($"{letters}\u0301") >= 0;

    // "¿Qué cubre esta garantía?", but not "¿dónde esta la tienda?" without its accent, nor "este año".
    private static bool IsDemonstrative(QuestionWords question, PlacedWord word, string previous, string next) =>
        next.Length > 0
        && !HasAccent(question, word, "áÁ")
        && !FollowUpWords.Articles.Contains(next)
        && !FollowUpWords.PlainAfterThis.Contains(next)
        && !(word.Folded.StartsWith("esta", StringComparison.Ordinal) && (FollowUpWords.Interrogatives.Contains(previous) || previous.Length == 0 && question.Topics > 1));

    // "limpiarlo", "devolverla": an infinitive with its object.
    private static bool HasEnclitic(string word)
    {
        var verb = word.EndsWith("los", StringComparison.Ordinal) || word.EndsWith("las", StringComparison.Ordinal) ? word[..^3]
            : word.EndsWith("lo", StringComparison.Ordinal) || word.EndsWith("la", StringComparison.Ordinal) ? word[..^2]
            : "";
        return verb.Length >= 3 && verb[^1] == 'r' && verb[^2] is 'a' or 'e' or 'i' && !FollowUpWords.NoEnclitics.Contains(word);
    }

    // "¿Qué es un anemómetro?", "What is WEEE?": complete with one word. "What is the price?" is not.
    private static bool IsDefinition(QuestionWords question)
    {
        var words = question.All.Select(word => word.Folded).ToList();
        return words switch
        {
            ["que", "es" or "son" or "significa" or "significan", ..] => true,
            ["quien", "es" or "fue" or "era", not ("el" or "la"), ..] => true,
            ["what" or "who", "is" or "are" or "was", not "the", ..] => true,
            ["what", "s", not "the", ..] => true,
            ["what", "does", .., "mean"] => true,
            _ => false,
        };
    }
}
