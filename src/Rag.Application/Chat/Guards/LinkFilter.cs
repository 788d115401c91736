using System.Text;

namespace Rag.Application.Chat.Guards;

/// <summary>
/// Takes links and images to elsewhere out of an answer while it streams: of a Markdown link or image its label stays, an address by
/// itself becomes a word that says so, an HTML tag that could load or lead goes. Holds back no more than what may still become one of
/// these, so that whatever way a text is cut into tokens, the same text comes out.
/// </summary>
/// <param name="removed">Stands where an address was.</param>
internal sealed class LinkFilter(AllowedLinks allowed, string removed)
{
    private const int LongestLabel = 300;
    private const int LongestAddress = 2048;
    private const int LongestTag = 1000;
    private const int Unknown = 0;
    private const int NoTarget = -1;

    private readonly StringBuilder _held = new();
    private char _before = ' ';

    /// <returns>What of the answer so far can be sent and has not been.</returns>
    public string Push(string token)
    {
        _held.Append(token);
        return Drain(isLast: false);
    }

    /// <summary>The end of the answer.</summary>
    public string Flush() => Drain(isLast: true);

    private string Drain(bool isLast)
    {
        var text = _held.ToString();
        var ready = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length && Next(text, at, isLast) is var (length, shown) && length > 0)
        {
            ready.Append(shown ?? text.AsSpan(at, length));
            at += length;
            _before = text[at - 1];
        }

        _held.Remove(0, at);
        return ready.ToString();
    }

    /// <returns>How much of the text is decided (0: what follows must be known first) and what is shown in its place (null: itself).</returns>
    private (int Length, string? Shown) Next(string text, int at, bool isLast)
    {
        var isAtEnd = at + 1 == text.Length;
        switch (text[at])
        {
            case '!' when isAtEnd && !isLast:
                return default;
            case '!' when !isAtEnd && text[at + 1] == '[':
                return Bracket(text, at, at + 1, isLast);
            case '[':
                return Bracket(text, at, at, isLast);
            // Behind a label that held another link: what was before it has gone out.
            case ']' when isAtEnd && !isLast:
                return default;
            case ']' when !isAtEnd && text[at + 1] == '(':
                return EndOfTarget(text, at, isLast) switch
                {
                    Unknown => default,
                    NoTarget => (1, null),
                    // Only an address goes: "[1](véase el anexo)" is a reference and a remark.
                    var end when AddressIn(text[(at + 2)..(end - 1)]) is var address && AddressStart.IsAt(address, isWordStart: true, before: '(') =>
                        (end - at, allowed.Allows(address) ? null : "]"),
                    _ => (1, null),
                };
            case '<':
                return Tag(text, at, isLast);
            default:
                return Address(text, at, isLast);
        }
    }

    private (int Length, string? Shown) Bracket(string text, int at, int open, bool isLast)
    {
        var close = text.AsSpan(open + 1).IndexOfAny("[]\n") + open + 1;
        if (close == open || close - open > LongestLabel)
        {
            return close == open && !isLast && text.Length - open <= LongestLabel ? default : (open + 1 - at, null);
        }

        if (text[close] != ']')
        {
            return (open + 1 - at, null);
        }

        if (close + 1 == text.Length)
        {
            return isLast ? (open + 1 - at, null) : default;
        }

        var label = text[(open + 1)..close];
        // A number in brackets is a reference to a source, whatever stands behind it.
        if (text[close + 1] != '(' || label.All(char.IsAsciiDigit))
        {
            return (open + 1 - at, null);
        }

        if (EndOfTarget(text, close, isLast) is var end && end is Unknown or NoTarget)
        {
            return end == Unknown ? default : (open + 1 - at, null);
        }

        var address = AddressIn(text[(close + 2)..(end - 1)]);
        return (end - at, allowed.Allows(address) ? $"[{Shown(label)}]({address})" : Shown(label));
    }

    /// <returns>Behind the parenthesis that closes a link's address.</returns>
    private static int EndOfTarget(string text, int close, bool isLast)
    {
        var depth = 0;
        for (var end = close + 1; end < text.Length && end - close <= LongestAddress && text[end] != '\n'; end++)
        {
            depth += text[end] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return end + 1;
            }
        }

        var isOpen = !isLast && text.Length - close <= LongestAddress && !text.AsSpan(close).Contains('\n');
        return isOpen ? Unknown : NoTarget;
    }

    /// <summary>Without a title behind it and the angle brackets around it.</summary>
    private static string AddressIn(string target) => target.Trim().TrimStart('<').Split([' ', '\t', '>'])[0];

    private static (int Length, string? Shown) Tag(string text, int at, bool isLast)
    {
        if (at + 1 == text.Length)
        {
            return isLast ? (1, null) : default;
        }

        if (!char.IsAsciiLetter(text[at + 1]) && text[at + 1] is not ('/' or '!'))
        {
            return (1, null);
        }

        var end = text.IndexOf('>', at);
        if (end < 0 || end - at > LongestTag)
        {
            return end < 0 && !isLast && text.Length - at <= LongestTag ? default : (1, null);
        }

        // "<https://…?a=b>" is an address in brackets; "<T>" and "<nombre>" are words.
        var tag = text[at..end];
        var isAddress = tag.Contains("://", StringComparison.Ordinal) && !tag.Contains(' ', StringComparison.Ordinal);
        return tag.Contains('=', StringComparison.Ordinal) && !isAddress ? (end + 1 - at, "") : (1, null);
    }

    private (int Length, string? Shown) Address(string text, int at, bool isLast)
    {
        var rest = text.AsSpan(at);
        var isWordStart = !char.IsLetterOrDigit(_before);
        if (!AddressStart.IsAt(rest, isWordStart, _before))
        {
            return !isLast && AddressStart.MayCome(rest, isWordStart, _before) ? default : (1, null);
        }

        var length = rest.IndexOfAny(AddressStart.Ends);
        if (length < 0 && !isLast && rest.Length <= LongestAddress)
        {
            return default;
        }

        var address = rest[..(length < 0 ? rest.Length : length)].TrimEnd(".,;:!?*_)'");
        return (address.Length, allowed.Allows(address.ToString()) ? null : removed);
    }

    private string Shown(string label)
    {
        var filter = new LinkFilter(allowed, removed);
        return filter.Push(label) + filter.Flush();
    }
}
