using System.Globalization;
using System.Text.RegularExpressions;

namespace Rag.Application.Ingestion;

/// <summary>
/// Finds headers, footers and page numbers: lines in the top and bottom bands of the page that come back on most pages. A number in
/// them may count the pages; where another number changes ("Ficha 12", "Artículo 4") the line says something and stays.
/// </summary>
internal sealed partial class RunningLines
{
    /// <summary>Share of the page's height, at each end.</summary>
    private const double Band = 0.12;

    private const int FewestPages = 3;

    /// <summary>Share of the pages: left and right pages often have headers of their own, which makes almost a half.</summary>
    private const double Most = 0.4;

    private readonly HashSet<(int Page, int Line)> _running = [];

    /// <param name="pages">The lines of each page, hidden ones left out.</param>
    /// <param name="bodySize">Points of the running text.</param>
    public RunningLines(IReadOnlyList<IReadOnlyList<CleanLine>> pages, double bodySize)
    {
        if (pages.Count < FewestPages)
        {
            return;
        }

        var enough = Math.Max(FewestPages, (int)Math.Ceiling(pages.Count * Most));
        AddRepeated(pages.SelectMany(Literal), enough);
        AddRepeated(pages.SelectMany((lines, page) => Counting(lines, page, bodySize)).ToList(), enough);
        KeepPagesThatWouldBeEmpty(pages);
    }

    public bool Contains(int page, int line) => _running.Contains((page, line));

    private static IEnumerable<Candidate> Literal(IReadOnlyList<CleanLine> lines, int page) =>
        lines.Select((line, i) => (line, i)).Where(at => IsInBand(at.line.Source))
            .Select(at => new Candidate(page, at.i, $"{Side(at.line.Source)}{at.line.Text.Replace('\t', ' ')}"));

    private void AddRepeated(IEnumerable<Candidate> candidates, int enough)
    {
        foreach (var group in candidates.GroupBy(candidate => candidate.Key))
        {
            if (group.Select(candidate => candidate.Page).Distinct().Count() >= enough)
            {
                _running.UnionWith(group.Select(candidate => (candidate.Page, candidate.Line)));
            }
        }
    }

    private IEnumerable<Candidate> Counting(IReadOnlyList<CleanLine> lines, int page, double bodySize)
    {
        // A line of the header that is known already does not make the page number below it a part of the text.
        var others = lines.Where((_, i) => !Contains(page, i)).Select(line => line.Source).ToList();
        return lines.Select((line, i) => (line, i))
            .Where(at => IsInBand(at.line.Source) && at.line.Source.FontSize <= bodySize * 1.05 && StandsApart(others, at.line.Source))
            .SelectMany(at => Counting(at.line.Text.Replace('\t', ' '), page).Select(key => new Candidate(page, at.i, $"{Side(at.line.Source)}{key}")));
    }

    private static bool IsInBand(PdfLine line) => line.Top < Band || line.Bottom > 1 - Band;

    private static char Side(PdfLine line) => line.Top < Band ? 'T' : 'B';

    /// <summary>The text with one of its numbers replaced by how far it is ahead of the page: "3 / 12" counts with its first.</summary>
    private static IEnumerable<string> Counting(string text, int page)
    {
        foreach (Match number in Number().Matches(text))
        {
            var ahead = int.Parse(number.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) - page;
            yield return string.Create(CultureInfo.InvariantCulture, $"{text[..number.Index]}#{ahead}#{text[(number.Index + number.Length)..]}");
        }
    }

    /// <summary>Whether more than a line's height lies between the line and the text towards the middle of the page.</summary>
    private static bool StandsApart(IReadOnlyList<PdfLine> others, PdfLine line)
    {
        var height = line.Bottom - line.Top;
        return !others.Any(other => !ReferenceEquals(other, line) && (line.Top < Band
            ? other.Top > line.Bottom - (height / 2) && other.Top < line.Bottom + height
            : other.Bottom < line.Top + (height / 2) && other.Bottom > line.Top - height));
    }

    private void KeepPagesThatWouldBeEmpty(IReadOnlyList<IReadOnlyList<CleanLine>> pages)
    {
        for (var page = 0; page < pages.Count; page++)
        {
            var number = page;
            if (Enumerable.Range(0, pages[page].Count).All(line => _running.Contains((number, line))))
            {
                _running.RemoveWhere(running => running.Page == number);
            }
        }
    }

    private readonly record struct Candidate(int Page, int Line, string Key);

    [GeneratedRegex(@"(?<!\d)\d{1,5}(?!\d)")]
    private static partial Regex Number();
}
