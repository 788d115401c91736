using System.Globalization;
using System.Text.RegularExpressions;
using Rag.Application.Passages;

namespace Rag.Application.Chat;

/// <summary>What an answer says with reference to one source.</summary>
internal readonly record struct AnswerClaim(int Source, string Text);

/// <summary>
/// The claims of an answer: for each reference [n] the sentence before it, from the reference before that one on. Works on
/// text that went through <see cref="ReferenceFilter"/>.
/// </summary>
internal static partial class AnswerClaims
{
    public static IReadOnlyList<AnswerClaim> Of(string answer)
    {
        var claims = new List<AnswerClaim>();
        var (from, claim) = (0, "");
        foreach (Match reference in Reference().Matches(answer))
        {
            // "[1][2]" and "[1], [2]" stand behind one claim; so does "… días [1]. [2]".
            var said = answer[from..reference.Index];
            if (said.Any(char.IsLetterOrDigit))
            {
                claim = LastSentence(said);
            }

            // "Según [1], el plazo es …": nothing before it, so what follows is meant.
            claims.Add(new AnswerClaim(
                int.Parse(reference.Groups["source"].ValueSpan, CultureInfo.InvariantCulture),
                claim.Length > 0 ? claim : FirstSentence(answer[(reference.Index + reference.Length)..])));
            from = reference.Index + reference.Length;
        }

        return claims;
    }

    private static string LastSentence(string text)
    {
        var sentences = SentenceSplitter.Split(text);
        var last = sentences.Last(sentence => sentence.Of(text).Any(char.IsLetterOrDigit));
        return Strip(last.Of(text));
    }

    private static string FirstSentence(string text)
    {
        var sentences = SentenceSplitter.Split(text);
        return sentences.Count == 0 ? "" : Strip(ReferenceFilter.Strip(sentences[0].Of(text)));
    }

    // The number of a list item is no number of the claim.
    private static string Strip(string sentence) => ListMarker().Replace(sentence, "").Trim();

    [GeneratedRegex(@"\[(?<source>\d{1,3})\]", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\s*(?:[-*•–]\s+|\d{1,3}[.)]\s+)", RegexOptions.NonBacktracking)]
    private static partial Regex ListMarker();
}
