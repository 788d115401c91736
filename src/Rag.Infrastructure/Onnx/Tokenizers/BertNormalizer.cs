using System.Text;

namespace Rag.Infrastructure.Onnx.Tokenizers;

/// <summary>
/// What BERT does to a text before its vocabulary is asked: control characters go, accents and case as the model wants, and every
/// punctuation mark and every Chinese character is a word of its own.
/// </summary>
/// <remarks>
/// Nothing here asks ICU: the table of <see cref="BertCharacters"/> and Rune.ToLowerInvariant are the same under invariant
/// globalization.
/// </remarks>
internal sealed class BertNormalizer(bool lowercase, bool stripAccents)
{
    private const int DottedCapitalI = 0x130;

    /// <summary>The words of a text with one space or more between them.</summary>
    public string SeparateWords(string text)
    {
        var words = new StringBuilder(text.Length + (text.Length / 4));
        foreach (var rune in text.EnumerateRunes())
        {
            if (BertCharacters.KindOf(rune) == BertCharacter.Dropped)
            {
                continue;
            }

            if (IsChinese(rune.Value))
            {
                words.Append(' ');
                Append(rune, words);
                words.Append(' ');
            }
            else
            {
                Append(rune, words);
            }
        }

        return words.ToString();
    }

    private void Append(Rune rune, StringBuilder words)
    {
        if (!stripAccents || rune.IsAscii)
        {
            AppendFolded(rune, words);
            return;
        }

        // Non-spacing marks go, so the canonical order that full decomposition would give them does not matter.
        foreach (var part in BertCharacters.Decompose(rune) ?? [rune])
        {
            if (BertCharacters.KindOf(part) != BertCharacter.NonSpacingMark)
            {
                AppendFolded(part, words);
            }
        }
    }

    private void AppendFolded(Rune rune, StringBuilder words)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            words.Append(' ');
        }
        else if (BertCharacters.KindOf(rune) == BertCharacter.Punctuation)
        {
            words.Append(' ').Append(rune).Append(' ');
        }
        else if (!lowercase)
        {
            words.Append(rune);
        }
        else if (rune.Value == DottedCapitalI)
        {
            words.Append("i\u0307"); // The one letter whose full lower case has two code points.
        }
        else
        {
            words.Append(Rune.ToLowerInvariant(rune));
        }
    }

    private static bool IsChinese(int codePoint) => codePoint is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F)
        or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
