using System.Text.RegularExpressions;
using Rag.Application.Retrieval;

namespace Rag.Application.Chat;

/// <summary>What of a text can be compared: content words, numbers, quoted strings.</summary>
internal sealed partial class ClaimFacts
{
    private ClaimFacts(HashSet<string> stems, HashSet<string> numbers, string folded, IReadOnlyList<string> quotes) =>
        (Stems, Numbers, Folded, Quotes) = (stems, numbers, folded, quotes);

    public HashSet<string> Stems { get; }

    public HashSet<string> Numbers { get; }

    /// <summary>The text in the form in which quoted strings are looked for.</summary>
    public string Folded { get; }

    /// <summary>Quoted strings of three characters and more, folded.</summary>
    public IReadOnlyList<string> Quotes { get; }

    public bool IsEmpty => Stems.Count == 0 && Numbers.Count == 0;

    public static ClaimFacts Of(string textWithReferences, ITextAnalyzer analyzer)
    {
        // A page has note numbers of its own; they are neither words nor figures of what it says.
        var text = ReferenceFilter.Strip(textWithReferences);
        return new(
            [.. analyzer.Analyze(text).Select(term => term.Stem)],
            [.. Number().Matches(text).Select(match => Normalize(match.Value))],
            TextFolding.Fold(text),
            [.. Quoted().Matches(text).Select(match => TextFolding.Fold(match.Groups["text"].Value)).Where(quote => quote.Length > 2)]);
    }

    /// <summary>
    /// "1.500", "1,500" and "1500" are one number, "2,5" and "2.5" another: a separator before exactly three digits groups
    /// thousands, any other last one begins the decimals.
    /// </summary>
    internal static string Normalize(string number)
    {
        if (Grouped().IsMatch(number))
        {
            return TrimZeros(number.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal));
        }

        var point = number.LastIndexOfAny(['.', ',']);
        if (point < 0)
        {
            return TrimZeros(number);
        }

        var whole = number[..point].Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        var decimals = number[(point + 1)..].TrimEnd('0');
        return decimals.Length == 0 ? TrimZeros(whole) : $"{TrimZeros(whole)}.{decimals}";
    }

    private static string TrimZeros(string digits) => digits.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0";

    [GeneratedRegex(@"[0-9]+(?:[.,][0-9]+)*", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[0-9]{1,3}(?:(?:\.[0-9]{3})+|(?:,[0-9]{3})+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Grouped();

    [GeneratedRegex("«(?<text>[^»]+)»|“(?<text>[^”]+)”|\"(?<text>[^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
