using System.Globalization;
using System.Text;

namespace Rag.Application.Chat;

/// <summary>
/// Takes references to sources that were not given out of an answer while it streams, and brings those that were into one
/// form: <c>[1, 2]</c>, <c>[1-2]</c> and <c>【1】【2】</c> become <c>[1][2]</c>. Holds back no more than an opened bracket that may
/// still become a reference, so that whatever way a text is cut into tokens, the same text comes out.
/// </summary>
internal sealed class ReferenceFilter(int sources)
{
    // Room for a list of a dozen; a longer bracket is text.
    private const int LongestReference = 64;

    private readonly StringBuilder _held = new();
    private bool _endsWithSpace = true;
    private bool _removedOne;

    /// <summary>A text without any reference, for whoever must not take them for references to something else.</summary>
    public static string Strip(string text)
    {
        var filter = new ReferenceFilter(sources: 0);
        return filter.Push(text) + filter.Flush();
    }

    /// <returns>What of the answer so far can be sent and has not been; often the token itself, sometimes nothing.</returns>
    public string Push(string token)
    {
        var ready = new StringBuilder(token.Length);
        foreach (var character in token)
        {
            if (_held.Length == 0 && !Opens(character))
            {
                Emit(ready, character);
            }
            else if (MayContinue(character))
            {
                _held.Append(character);
                if (character is ']' or '】')
                {
                    Resolve(ready);
                }
            }
            else
            {
                EmitHeld(ready);
                Emit(ready, character);
            }
        }

        return ready.ToString();
    }

    /// <summary>The end of the answer: what was held back is text, but for the stump of a reference.</summary>
    public string Flush()
    {
        var ready = new StringBuilder();
        if (!_held.ToString().Any(char.IsAsciiDigit))
        {
            EmitHeld(ready);
        }

        _held.Clear();
        return ready.ToString();
    }

    private static bool Opens(char character) => character is '[' or '【';

    private bool MayContinue(char character) => _held.Length < LongestReference
        && (char.IsAsciiDigit(character) || Opens(character) || character is ' ' or ',' or ';' or '-' or '–' or '^' or ']' or '】');

    // The innermost bracket. One around it stays open, so that "[[9]1]" cannot leave "[1]" behind.
    private void Resolve(StringBuilder ready)
    {
        var held = _held.ToString();
        var open = held.LastIndexOfAny(['[', '【']);
        if (Numbers(held[(open + 1)..^1]) is not { } numbers)
        {
            EmitHeld(ready);
            return;
        }

        var given = numbers.Where(number => number >= 1 && number <= sources).Distinct()
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"[{number}]"))
            .ToList();
        _held.Length = open;
        if (given.Count > 0)
        {
            _held.AppendJoin("", given);
            EmitHeld(ready);
        }
        else if (open == 0)
        {
            _removedOne = true;
        }
    }

    // Null: not a reference.
    private static List<long>? Numbers(string inside)
    {
        var numbers = new List<long>();
        foreach (var part in inside.TrimStart('^').Split([',', ';']))
        {
            var ends = part.Split(['-', '–'], StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || !ends.All(end => end.Length > 0 && end.All(char.IsAsciiDigit)))
            {
                return null;
            }

            var (first, last) = (Number(ends[0]), Number(ends[^1]));

            // A range names all between its ends; one over more sources than anybody gives is not one.
            var isRange = last - first is >= 0 and < 50;
            numbers.AddRange(isRange ? Enumerable.Range(0, (int)(last - first) + 1).Select(i => first + i) : [first, last]);
        }

        return numbers;
    }

    // A number too long to be read refers to nothing that was given, but it refers.
    private static long Number(string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private void EmitHeld(StringBuilder ready)
    {
        var held = _held.ToString();
        _held.Clear();
        foreach (var character in held)
        {
            Emit(ready, character);
        }
    }

    private void Emit(StringBuilder ready, char character)
    {
        // Where a reference went, one of the two spaces around it goes too.
        var isSpace = character is ' ';
        if (!(_removedOne && isSpace && _endsWithSpace))
        {
            ready.Append(character);
        }

        (_removedOne, _endsWithSpace) = (false, char.IsWhiteSpace(character));
    }
}
