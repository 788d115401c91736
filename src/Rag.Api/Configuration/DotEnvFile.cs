using System.Text;

namespace Rag.Api.Configuration;

/// <summary>Reads <c>NAME=value</c> lines: <c>export</c>, comments, and quotes (double with escapes, single without, over several lines).</summary>
internal static class DotEnvFile
{
    public static Dictionary<string, string> Parse(string text, ICollection<string> warnings)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var position = 0;
        var line = 1;
        while (position < text.Length)
        {
            var start = position;
            var firstLine = line;
            var name = ReadName(text, ref position);
            if (name is null)
            {
                var rest = ReadLine(text, ref position, start);
                if (rest.Length > 0 && rest[0] != '#')
                {
                    warnings.Add($".env line {firstLine} is not NAME=value and is ignored.");
                }
            }
            else
            {
                values[name] = ReadValue(text, ref position);
            }

            line += text.AsSpan(start, position - start).Count('\n');
        }

        return values;
    }

    private static string? ReadName(string text, ref int position)
    {
        var end = text.AsSpan(position).IndexOfAny('=', '\n');
        if (end < 0 || text[position + end] != '=')
        {
            return null;
        }

        var name = text.AsSpan(position, end).Trim();
        if (name.StartsWith("export "))
        {
            name = name["export ".Length..].Trim();
        }

        if (name.IsEmpty || !name.ToString().All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-'))
        {
            return null;
        }

        position += end + 1;
        return name.ToString();
    }

    private static string ReadValue(string text, ref int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
        {
            position++;
        }

        if (position < text.Length && text[position] is '"' or '\'' && text.IndexOf(text[position], position + 1) > 0)
        {
            var value = ReadQuoted(text, ref position);
            ReadLine(text, ref position, position);
            return value;
        }

        var raw = ReadLine(text, ref position, position);
        var comment = raw.StartsWith('#') ? 0 : raw.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? raw : raw[..comment].TrimEnd();
    }

    private static string ReadQuoted(string text, ref int position)
    {
        var quote = text[position++];
        var value = new StringBuilder();
        while (position < text.Length && text[position] != quote)
        {
            if (quote == '"' && text[position] == '\\' && position + 1 < text.Length)
            {
                position++;
                value.Append(text[position] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
            }
            else
            {
                value.Append(text[position]);
            }

            position++;
        }

        position++;
        return value.ToString();
    }

    private static string ReadLine(string text, ref int position, int from)
    {
        var end = from < text.Length ? text.IndexOf('\n', from) : -1;
        position = end < 0 ? text.Length : end + 1;
        return text[from..(end < 0 ? text.Length : end)].Trim();
    }
}
