using System.Text.RegularExpressions;

namespace Rag.Application.Ingestion;

/// <summary>
/// Tells headings by what sets them apart from the running text: size, weight, capitals or a number of more than one part. What is set
/// like most of the document is not a heading, whatever it looks like.
/// </summary>
internal sealed partial class HeadingStyles
{
    private const int LongestHeading = 160;
    private const int DeepestLevel = 6;

    private readonly double _bodySize;
    private readonly bool _bodyIsBold;
    private readonly List<double> _sizes;
    private readonly Dictionary<double, int> _fewestParts;

    /// <param name="paragraphs">Of the whole document.</param>
    public HeadingStyles(IReadOnlyCollection<Paragraph> paragraphs, double bodySize)
    {
        _bodySize = bodySize;
        var all = paragraphs.Sum(paragraph => paragraph.Text.Length);
        _bodyIsBold = paragraphs.Where(paragraph => paragraph.IsBold).Sum(paragraph => paragraph.Text.Length) * 2 > all;
        // One style a size: 13.9 and 14.1 points are the same to an eye.
        var bySize = paragraphs.Where(IsHeading).ToLookup(paragraph => Math.Round(paragraph.Size));
        _sizes = [.. bySize.Select(group => group.Key).OrderDescending()];
        _fewestParts = bySize.ToDictionary(group => group.Key, group => group.Min(heading => Parts(heading) ?? int.MaxValue));
    }

    /// <summary>Points of most of the characters.</summary>
    public static double BodySize(IEnumerable<CleanLine> lines) =>
        lines.Where(line => !line.IsRotated).GroupBy(line => Math.Round(line.Source.FontSize, 1))
            .OrderByDescending(group => group.Sum(line => line.Text.Length)).FirstOrDefault()?.Key ?? 0;

    public bool IsHeading(Paragraph paragraph)
    {
        var text = paragraph.Text;
        if (!paragraph.CouldBeHeading || text.Length > LongestHeading || text.Count(char.IsLetter) < 2 || EndsAsSentence(text))
        {
            return false;
        }

        var isNumbered = Numbered().IsMatch(text);
        var isListItem = LineKinds.Of(text) == LineKind.ListItem;
        return (paragraph.Size >= _bodySize * 1.12 && (!isListItem || isNumbered))
            || (paragraph.Size >= _bodySize * 0.95 && text.Length <= 100 && (
                (paragraph.IsBold && !_bodyIsBold && (!isListItem || isNumbered))
                || Section().IsMatch(text)
                || IsCapitals(text)));
    }

    /// <summary>By size, the largest first; headings of one size by the parts of their numbers.</summary>
    public int LevelOf(Paragraph heading)
    {
        var size = Math.Round(heading.Size);
        var deeper = Parts(heading) is { } parts ? parts - _fewestParts[size] : 0;
        return Math.Clamp(_sizes.IndexOf(size) + 1 + deeper, 1, DeepestLevel);
    }

    /// <summary>Parts of a heading's number after the first: none of "2", two of "2.1.3"; null without a number.</summary>
    private static int? Parts(Paragraph heading) =>
        Numbered().Match(heading.Text) is { Success: true } number ? number.Groups["parts"].Captures.Count : null;

    private static bool EndsAsSentence(string text) => text[^1] is ',' or ';' || (text[^1] == '.' && !text.EndsWith("...", StringComparison.Ordinal) && text.Contains(' '));

    private static bool IsCapitals(string text)
    {
        var letters = text.Where(char.IsLetter).ToList();
        return letters.Count >= 5 && letters.TrueForAll(char.IsUpper);
    }

    /// <summary>"2 Title", "2. Title", "2.1.3 Title", "IV. Title", "A.2 Title".</summary>
    [GeneratedRegex(@"^(\d{1,3}|[A-Z]|[IVXLC]{1,6})(?<parts>\.\d{1,3})*[.)]?\s+[\p{Lu}\p{Lt}¿¡«""“\d]", RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();

    /// <summary>What is a heading even in the type of the running text: a number of parts, or the word for a division of a text.</summary>
    [GeneratedRegex(
        @"^(\d{1,3}(\.\d{1,3})+[.)]?\s+[\p{Lu}¿¡]|(?i:art[íi]culo|art\.|cap[íi]tulo|secci[óo]n|anexo|ap[ée]ndice|t[íi]tulo|parte"
        + @"|article|chapter|section|annex|appendix|part)\s+(\d+|[IVXLC]+|[A-Z])\b.{0,80}$)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Section();
}
