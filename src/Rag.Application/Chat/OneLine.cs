namespace Rag.Application.Chat;

/// <summary>Texts where a single line is wanted.</summary>
internal static class OneLine
{
    /// <summary>White space of any kind and length becomes one space.</summary>
    public static string Of(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <param name="text">Any.</param>
    /// <param name="length">In UTF-16 units, without the dots that stand for the rest.</param>
    /// <returns>On one line, cut at a word where there is one; never through a surrogate pair.</returns>
    public static string Shorten(string text, int length)
    {
        var line = Of(text);
        if (line.Length <= length)
        {
            return line;
        }

        var space = line.LastIndexOf(' ', length);
        var end = space > length / 2 ? space : char.IsHighSurrogate(line[length - 1]) ? length - 1 : length;
        return line[..end] + "…";
    }
}
