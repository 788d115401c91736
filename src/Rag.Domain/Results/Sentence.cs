using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Rag.Domain.Results;

/// <summary>
/// A sentence for people before it is put into words: the English template, with <c>{0}</c>, <c>{1}</c> for its arguments. An
/// interpolated string becomes one by itself, so that an error catalogue reads as plain English and can still be translated.
/// </summary>
[InterpolatedStringHandler]
public readonly struct Sentence
{
    private readonly StringBuilder _template;
    private readonly List<string> _arguments;

    public Sentence(int literalLength, int formattedCount) =>
        (_template, _arguments) = (new StringBuilder(literalLength), new List<string>(formattedCount));

    /// <summary>What a translation is looked up by.</summary>
    public string Template => _template.ToString();

    public IReadOnlyList<string> Arguments => _arguments;

    public void AppendLiteral(string text) => _template.Append(text);

    public void AppendFormatted<T>(T value)
    {
        _template.Append(CultureInfo.InvariantCulture, $"{{{_arguments.Count}}}");
        _arguments.Add(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
    }

    /// <summary>A template of any language with its arguments put in.</summary>
    public static string Fill(string template, IReadOnlyList<string> arguments)
    {
        // Not string.Format: an argument is a user's text and a template a translator's; neither is a format.
        var text = new StringBuilder(template.Length);
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == '{' && i + 2 < template.Length && template[i + 2] == '}' && template[i + 1] - '0' is >= 0 and var argument
                && argument < arguments.Count)
            {
                text.Append(arguments[argument]);
                i += 2;
            }
            else
            {
                text.Append(template[i]);
            }
        }

        return text.ToString();
    }
}
