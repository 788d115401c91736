using System.Globalization;
using System.Text;

namespace Rag.Infrastructure.Lucene.Analysis;

internal enum PartKind
{
    Letters,
    Digits,
    Mixed,
}

/// <summary>A run of letters or of digits.</summary>
internal readonly record struct ScannedPart(int Start, int End, PartKind Kind);

/// <summary>What stands between two spaces, more or less: one part, or several that a code, address or figure is made of.</summary>
/// <param name="IsCompound">It is more than its only part: <c>a.b/c-1</c>, <c>C++</c>.</param>
internal readonly record struct ScannedWord(int Start, int End, int FirstPart, int PartCount, bool IsCompound);

/// <summary>Finds words and their parts in a text, with their places in UTF-16 units.</summary>
internal ref struct WordScanner(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    public List<ScannedWord> Words { get; } = [];

    public List<ScannedPart> Parts { get; } = [];

    public readonly void Scan()
    {
        var at = 0;
        while (at < _text.Length)
        {
            at = WidthAt(at, out var isWord) is var width && isWord ? ScanWord(at) : at + width;
        }
    }

    private readonly int ScanWord(int start)
    {
        var firstPart = Parts.Count;
        var isAddress = false;
        var isCompound = false;
        var at = start;
        while (true)
        {
            var end = RunEnd(at);
            isCompound |= AddParts(at, end);
            at = end;
            var joined = JoinAt(at, ref isAddress);
            if (joined == 0)
            {
                break;
            }

            isCompound = true;
            at += joined;
        }

        var suffix = isCompound ? 0 : LanguageSuffixAt(start, at);
        Words.Add(new ScannedWord(start, at + suffix, firstPart, Parts.Count - firstPart, isCompound || suffix > 0));
        return at + suffix;
    }

    /// <summary>Adds a run as one part, or as two where letters and digits meet once: ISO9001, 10km. True when it is more than one part.</summary>
    private readonly bool AddParts(int start, int end)
    {
        var firstKind = KindAt(start);
        var boundary = end;
        var kind = firstKind;
        for (var i = start; i < end; i++)
        {
            var next = Folding.IsInvisible(_text[i]) ? kind : KindAt(i);
            if (next == kind)
            {
                continue;
            }

            if (boundary != end)
            {
                // The letters and digits of a hash are no words.
                Parts.Add(new ScannedPart(start, end, PartKind.Mixed));
                return false;
            }

            (boundary, kind) = (i, next);
        }

        Parts.Add(new ScannedPart(start, boundary, firstKind));
        if (boundary == end)
        {
            return false;
        }

        Parts.Add(new ScannedPart(boundary, end, kind));
        return true;
    }

    private readonly int RunEnd(int start)
    {
        var at = start;
        while (at < _text.Length)
        {
            var width = WidthAt(at, out var isWord);
            if (!isWord && !Folding.IsInvisible(_text[at]))
            {
                break;
            }

            at += width;
        }

        return at;
    }

    /// <summary>How many characters at this place hold two parts of a word together; 0: the word ends here.</summary>
    private readonly int JoinAt(int at, ref bool isAddress)
    {
        if (_text[at..].StartsWith("://") && IsWordAt(at + 3))
        {
            isAddress = true;
            return 3;
        }

        if (at >= _text.Length || !IsWordAt(at + 1))
        {
            return 0;
        }

        var joins = _text[at] switch
        {
            '.' or '-' or '/' or '_' or '@' or '&' or '+' or '‐' or '‑' or '–' => true,
            ',' or ':' => char.IsDigit(_text[at - 1]) && char.IsDigit(_text[at + 1]),
            '?' or '=' or '%' or '#' or '~' => isAddress,
            _ => false,
        };
        return joins ? 1 : 0;
    }

    /// <summary>C++, C#: signs that make another word of one or two letters.</summary>
    private readonly int LanguageSuffixAt(int start, int end)
    {
        if (end - start > 2 || KindAt(start) != PartKind.Letters)
        {
            return 0;
        }

        var suffix = _text[end..].StartsWith("++") ? 2 : _text[end..].StartsWith("#") ? 1 : 0;
        return suffix > 0 && !IsWordAt(end + suffix) ? suffix : 0;
    }

    private readonly bool IsWordAt(int at)
    {
        if (at >= _text.Length)
        {
            return false;
        }

        WidthAt(at, out var isWord);
        return isWord;
    }

    private readonly int WidthAt(int at, out bool isWord)
    {
        var character = _text[at];
        if (char.IsAscii(character))
        {
            isWord = char.IsAsciiLetterOrDigit(character);
            return 1;
        }

        var status = Rune.DecodeFromUtf16(_text[at..], out var rune, out var width);
        isWord = status == System.Buffers.OperationStatus.Done
            && (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber);
        return Math.Max(1, width);
    }

    private readonly PartKind KindAt(int at) => char.IsNumber(_text[at]) ? PartKind.Digits : PartKind.Letters;
}
