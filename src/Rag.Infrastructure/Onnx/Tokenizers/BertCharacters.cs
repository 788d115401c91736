using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Rag.Infrastructure.Onnx.Tokenizers;

internal enum BertCharacter
{
    Text,
    Dropped,
    Punctuation,
    NonSpacingMark,
}

/// <summary>
/// What BERT takes a character for and what a letter with accents consists of. A table of our own, because string.Normalize returns
/// its input unchanged under invariant globalization, without an error, and because the pieces of a text must not change with the
/// Unicode version of the runtime.
/// </summary>
internal static class BertCharacters
{
    private const int HangulFirst = 0xAC00;
    private const int HangulCount = 11_172;
    private const int HangulVowels = 21;
    private const int HangulTails = 28;

    private static readonly (int[] First, int[] Last, BertCharacter[] Kind) Ranges;
    private static readonly FrozenDictionary<int, Rune[]> Decompositions;

#pragma warning disable CA1810 // One reading of the file fills both tables.
    static BertCharacters()
    {
        var ranges = new List<(int First, int Last, BertCharacter Kind)>();
        var decompositions = new Dictionary<int, Rune[]>();
        foreach (var (kind, codePoints) in ReadLines())
        {
            if (kind == 'D')
            {
                decompositions.Add(codePoints[0], [.. codePoints.Skip(1).Select(codePoint => new Rune(codePoint))]);
            }
            else
            {
                ranges.Add((codePoints[0], codePoints[1], ToKind(kind)));
            }
        }

        ranges.Sort();
        Ranges = ([.. ranges.Select(range => range.First)], [.. ranges.Select(range => range.Last)], [.. ranges.Select(range => range.Kind)]);
        Decompositions = decompositions.ToFrozenDictionary();
    }
#pragma warning restore CA1810

    public static BertCharacter KindOf(Rune rune)
    {
        var at = Array.BinarySearch(Ranges.First, rune.Value);
        var range = at >= 0 ? at : ~at - 1;
        return range >= 0 && rune.Value <= Ranges.Last[range] ? Ranges.Kind[range] : BertCharacter.Text;
    }

    /// <summary>The full canonical decomposition; null where the character has none.</summary>
    public static Rune[]? Decompose(Rune rune) => DecomposeHangul(rune.Value) ?? Decompositions.GetValueOrDefault(rune.Value);

    /// <summary>The arithmetic of the Unicode Standard, section 3.12.</summary>
    private static Rune[]? DecomposeHangul(int codePoint)
    {
        var syllable = codePoint - HangulFirst;
        if (syllable is < 0 or >= HangulCount)
        {
            return null;
        }

        var lead = new Rune(0x1100 + (syllable / (HangulVowels * HangulTails)));
        var vowel = new Rune(0x1161 + (syllable / HangulTails % HangulVowels));
        var tail = syllable % HangulTails;
        return tail == 0 ? [lead, vowel] : [lead, vowel, new Rune(0x11A7 + tail)];
    }

    private static IEnumerable<(char Kind, int[] CodePoints)> ReadLines()
    {
        using var file = typeof(BertCharacters).Assembly.GetManifestResourceStream("bert-characters.txt")!;
        using var reader = new StreamReader(file, Encoding.ASCII);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] != '#')
            {
                yield return (line[0], [.. line[2..].Split(' ').Select(hex => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))]);
            }
        }
    }

    private static BertCharacter ToKind(char letter) => letter switch
    {
        'C' => BertCharacter.Dropped,
        'P' => BertCharacter.Punctuation,
        'M' => BertCharacter.NonSpacingMark,
        _ => throw new InvalidOperationException($"bert-characters.txt has a line of kind {letter}."),
    };
}
