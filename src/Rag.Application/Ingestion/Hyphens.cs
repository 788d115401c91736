using System.Text.RegularExpressions;

namespace Rag.Application.Ingestion;

/// <summary>
/// Joins a line to the one above it. A hyphen at the end of a line may be one that the typesetter put in ("instala-/ción") or one of the
/// word itself ("bien-/estar"): the document's own words decide where they can. Without a hint a break before a small letter is the
/// typesetter's; one before a digit or a capital is the word's.
/// </summary>
internal sealed partial class Hyphens
{
    public const char Soft = '\u00AD';

    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="lines">All lines of the document.</param>
    public Hyphens(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            foreach (var word in Words().EnumerateMatches(line))
            {
                // A word that a line ends in the middle of proves nothing.
                if (word.Index + word.Length < line.Length || !IsHyphen(line[^1]))
                {
                    _words.Add(line.Substring(word.Index, word.Length));
                }
            }
        }
    }

    public string Join(string above, string below)
    {
        if (above.Length == 0 || below.Length == 0)
        {
            return above + below;
        }

        if (above[^1] == Soft)
        {
            return above[..^1] + below;
        }

        if (BreaksAddress(above, below))
        {
            return above + below;
        }

        if (IsHyphen(above[^1]) && above.Length > 1 && char.IsLetterOrDigit(above[^2]))
        {
            return IsTypesetters(above, below) ? above[..^1] + below : above + below;
        }

        return IsIdeographic(above[^1]) && IsIdeographic(below[0]) ? above + below : $"{above} {below}";
    }

    private bool IsTypesetters(string above, string below)
    {
        var first = LastWord().Match(above[..^1]).Value;
        var second = FirstWord().Match(below).Value;
        if (first.Length == 0 || second.Length == 0 || !char.IsLetter(above[^2]) || !char.IsLetter(below[0]))
        {
            return false;
        }

        if (_words.Contains(first + second))
        {
            return true;
        }

        var allCapitals = first.Length > 1 && first.All(char.IsUpper) && second.All(char.IsUpper);
        // "e-mail", "x-ray": no typesetter leaves one letter behind. "state-of-the-art" has more hyphens of its own.
        return !_words.Contains($"{first}-{second}") && first.Length > 1 && !first.Contains('-') && (char.IsLower(below[0]) || allCapitals);
    }

    /// <summary>Whether a web or mail address goes on in the next line: it does so without a space, and keeps its hyphens.</summary>
    private static bool BreaksAddress(string above, string below)
    {
        var last = above[(above.LastIndexOf(' ') + 1)..];
        var first = below.Split(' ', 2)[0];
        if (!IsAddress(last))
        {
            return first.Length > 3 && first[0] == '@' && char.IsLetterOrDigit(last[^1]) && first.Contains('.');
        }

        if (last[^1] == '.')
        {
            // The end of a sentence as well, unless the next word is a small one.
            return char.IsAsciiLetterLower(first[0]);
        }

        var opensPart = "/-_=&?%#@~+:".Contains(last[^1]) && (char.IsAsciiLetterOrDigit(first[0]) || first[0] is '%' or '~');
        var continues = char.IsAsciiLetterOrDigit(last[^1]) && "/?&=#%_".Contains(first[0]) && first.Length > 1;
        var nextLabel = char.IsAsciiLetterOrDigit(last[^1]) && first[0] == '.' && first.Length > 1 && char.IsAsciiLetterLower(first[1]);
        return opensPart || continues || nextLabel;
    }

    private static bool IsAddress(string token) =>
        token.Contains("://", StringComparison.Ordinal) || token.Contains("www.", StringComparison.OrdinalIgnoreCase)
        || (token.IndexOf('@', StringComparison.Ordinal) > 0 && token.Length > 2);

    private static bool IsHyphen(char c) => c is '-' or '\u2010';

    private static bool IsIdeographic(char c) => c is (>= '\u3000' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uFF00' and <= '\uFF0F');

    [GeneratedRegex(@"[\p{L}\p{M}]+(-[\p{L}\p{M}]+)*", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Words();

    [GeneratedRegex(@"[\p{L}\p{M}\-]+$", RegexOptions.RightToLeft)]
    private static partial Regex LastWord();

    [GeneratedRegex(@"^[\p{L}\p{M}]+", RegexOptions.NonBacktracking)]
    private static partial Regex FirstWord();
}
