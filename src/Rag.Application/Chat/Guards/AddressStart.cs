using System.Buffers;

namespace Rag.Application.Chat.Guards;

/// <summary>How an address begins that a reader of Markdown or of HTML would follow.</summary>
internal static class AddressStart
{
    // With one slash or none too: browsers read "https:example.com" as an address.
    private static readonly string[] Anywhere = ["http:", "https:", "ftp:"];
    private static readonly string[] OfWords =
        ["www.", "mailto:", "javascript:", "vbscript:", "data:text/", "data:image/", "data:application/", "file:/"];

    /// <summary>What no address holds.</summary>
    public static SearchValues<char> Ends { get; } = SearchValues.Create(" \t\r\n\u00a0<>\"`[]{}|«»“”");

    public static bool IsAt(ReadOnlySpan<char> text, bool isWordStart, char before) =>
        IsAny(Anywhere, text) || (isWordStart && IsAny(OfWords, text)) || (IsOpen(before) && text is ['/', '/', var first, ..] && !IsEnd(first));

    /// <summary>Whether more text could make it one.</summary>
    public static bool MayCome(ReadOnlySpan<char> text, bool isWordStart, char before) =>
        MayBeAny(Anywhere, text) || (isWordStart && MayBeAny(OfWords, text)) || (IsOpen(before) && text is "/" or "//");

    private static bool IsAny(string[] starts, ReadOnlySpan<char> text)
    {
        foreach (var start in starts)
        {
            // A space behind it makes it a word: "el protocolo http: sin cifrar".
            if (text.Length > start.Length && text.StartsWith(start, StringComparison.OrdinalIgnoreCase) && !IsEnd(text[start.Length]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayBeAny(string[] starts, ReadOnlySpan<char> text)
    {
        foreach (var start in starts)
        {
            if (text.Length <= start.Length && start.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOpen(char before) => char.IsWhiteSpace(before) || before is '(' or '"' or '\'' or '=' or '<' or '[';

    private static bool IsEnd(char character) => Ends.Contains(character);
}
