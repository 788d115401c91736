using Rag.Domain.Passages;

namespace Rag.Application.Ingestion;

/// <summary>The headings that hold at a place, outermost first; carried from page to page.</summary>
internal sealed class HeadingPath
{
    /// <summary>Longest path in characters: the model's window is for the text.</summary>
    public const int Longest = 200;

    private const string Separator = " > ";

    private readonly List<Heading> _open = [];

    /// <param name="title">The document's title; a top heading that repeats it is left out of the path.</param>
    /// <returns>The path with its nearest heading last; outer ones are left out when it would be too long.</returns>
    public string Enter(Heading heading, string? title)
    {
        while (_open.Count > 0 && _open[^1].Level >= heading.Level)
        {
            _open.RemoveAt(_open.Count - 1);
        }

        _open.Add(heading with { Text = Shorten(heading.Text) });
        var path = _open[^1].Text;
        for (var i = _open.Count - 2; i >= 0 && path.Length + Separator.Length + _open[i].Text.Length <= Longest; i--)
        {
            if (!string.Equals(_open[i].Text, title, StringComparison.OrdinalIgnoreCase))
            {
                path = _open[i].Text + Separator + path;
            }
        }

        return path;
    }

    /// <summary>On one line and at most 200 characters long, cut at a word.</summary>
    public static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= Longest)
        {
            return line;
        }

        var space = line.LastIndexOf(' ', Longest);
        var end = space > Longest / 2 ? space : Longest;
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)];
    }
}
