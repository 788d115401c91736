using System.Text;

namespace Rag.Infrastructure.Pdf.Layout;

/// <summary>The characters of a line: where words end, accents that were drawn apart, text that was drawn twice.</summary>
internal static class LineText
{
    /// <summary>In em: a wider gap ends a word. A space of a text set tight has about 0.2, kerning rarely reaches 0.1.</summary>
    private const double WordGap = 0.13;

    /// <summary>In em: between segments a wider gap ends a table's cell.</summary>
    private const double CellGap = 1.5;

    /// <summary>Spacing accents, as old typesetting programs draw them over a letter, with the combining ones that they mean.</summary>
    private static readonly Dictionary<string, char> Accents = new()
    {
        ["\u00B4"] = '\u0301',
        ["\u0060"] = '\u0300',
        ["\u02C6"] = '\u0302',
        ["\u005E"] = '\u0302',
        ["\u00A8"] = '\u0308',
        ["\u02DC"] = '\u0303',
        ["\u007E"] = '\u0303',
        ["\u00B8"] = '\u0327',
        ["\u02DA"] = '\u030A',
        ["\u02C7"] = '\u030C',
    };

    /// <returns>Words separated by a space, cells by a tab.</returns>
    public static string Of(TextLine line)
    {
        var text = new StringBuilder();
        Segment? previous = null;
        foreach (var segment in line.Segments)
        {
            if (previous is not null)
            {
                text.Append(segment.Left - previous.Right > CellGap * Math.Max(previous.Size, segment.Size) ? '\t' : ' ');
            }

            Append(text, segment);
            previous = segment;
        }

        return BidirectionalText.ToLogical(text.ToString());
    }

    private static void Append(StringBuilder text, Segment segment)
    {
        var glyphs = Sorted(segment);
        var wordGap = WidestLetterGap(glyphs);
        for (var i = 0; i < glyphs.Count; i++)
        {
            var glyph = glyphs[i];
            if (glyph.Glyph.IsSpace)
            {
                AppendSpace(text);
                continue;
            }

            if (i > 0 && !glyphs[i - 1].Glyph.IsSpace && glyph.Start - glyphs[i - 1].End > wordGap * glyph.Size)
            {
                AppendSpace(text);
            }

            if (i + 1 < glyphs.Count && Accents.TryGetValue(glyph.Text, out var accent) && Overlap(glyph, glyphs[i + 1]))
            {
                text.Append(glyphs[++i].Text is "\u0131" ? "i" : glyphs[i].Text).Append(accent);
            }
            else if (i > 0 && Accents.TryGetValue(glyph.Text, out accent) && Overlap(glyphs[i - 1], glyph))
            {
                text.Append(accent);
            }
            else
            {
                text.Append(glyph.Text);
            }
        }
    }

    private static List<PlacedGlyph> Sorted(Segment segment)
    {
        var sorted = new List<PlacedGlyph>(segment.Glyphs.Count);
        foreach (var glyph in segment.Glyphs.OrderBy(glyph => glyph.Start))
        {
            // A bold face is imitated by drawing the text again, a hair beside itself.
            if (!(sorted.Count > 0 && IsSameAgain(sorted[^1], glyph)) && !(sorted.Count > 1 && IsSameAgain(sorted[^2], glyph)))
            {
                sorted.Add(glyph);
            }
        }

        return sorted;
    }

    private static bool IsSameAgain(PlacedGlyph first, PlacedGlyph second) =>
        first.Text == second.Text && !first.Glyph.IsSpace
        && Math.Abs(first.Start - second.Start) < 0.12 * first.Size && Math.Abs(first.Base - second.Base) < 0.12 * first.Size;

    /// <summary>Letters set apart ("T I T L E") have a gap after each of them; then a word ends at a gap that is clearly wider.</summary>
    private static double WidestLetterGap(List<PlacedGlyph> glyphs)
    {
        var gaps = new List<double>();
        for (var i = 1; i < glyphs.Count; i++)
        {
            // Letters only: the dots that lead to a page number are set apart whatever the words before them are.
            if (IsWord(glyphs[i]) && IsWord(glyphs[i - 1]))
            {
                gaps.Add((glyphs[i].Start - glyphs[i - 1].End) / glyphs[i].Size);
            }
        }

        if (gaps.Count < 5)
        {
            return WordGap;
        }

        gaps.Sort();
        var usual = gaps[gaps.Count / 2];
        var near = gaps.Count(gap => gap > usual * 0.7 && gap < usual * 1.3);
        return usual > 0.1 && near >= gaps.Count * 0.6 ? usual + 0.14 : WordGap;
    }

    private static bool IsWord(PlacedGlyph glyph) => glyph.Text.Length > 0 && char.IsLetterOrDigit(glyph.Text[0]);

    private static void AppendSpace(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] is not (' ' or '\t'))
        {
            text.Append(' ');
        }
    }

    private static bool Overlap(PlacedGlyph first, PlacedGlyph second) =>
        second.Text.Length > 0 && char.IsLetter((Accents.ContainsKey(first.Text) ? second : first).Text[0])
        && Math.Min(first.End, second.End) - Math.Max(first.Start, second.Start) > 0.4 * Math.Min(first.End - first.Start, second.End - second.Start);
}
