namespace Rag.Application.Chat.Guards;

/// <summary>
/// Takes Markdown links and images to elsewhere out of an answer while it streams, of which the label stays, and HTML tags that could load
/// or lead. What it leaves may hold addresses, also such as it put together by taking something out between: the next one looks for them.
/// </summary>
internal sealed class LinkFilter(AllowedLinks allowed) : StreamFilter
{
    private const int LongestLabel = 300;
    private const int LongestTag = 1000;
    private const int Unknown = 0;
    private const int NoTarget = -1;

    /// <inheritdoc/>
    protected override (int Length, string? Shown) Next(string text, int at, bool isLast)
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
                return (1, null);
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
        return (end - at, allowed.Allows(address) ? $"[{label}]({address})" : label);
    }

    /// <returns>Behind the parenthesis that closes a link's address.</returns>
    private static int EndOfTarget(string text, int close, bool isLast)
    {
        var depth = 0;
        for (var end = close + 1; end < text.Length && end - close <= AddressFilter.LongestAddress && text[end] != '\n'; end++)
        {
            depth += text[end] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return end + 1;
            }
        }

        var isOpen = !isLast && text.Length - close <= AddressFilter.LongestAddress && !text.AsSpan(close).Contains('\n');
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
}
