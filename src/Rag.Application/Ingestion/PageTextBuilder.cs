using System.Text;
using Rag.Application.Passages;
using Rag.Domain.Passages;

namespace Rag.Application.Ingestion;

/// <summary>
/// Makes readable pages of the lines of a PDF: paragraphs separated by a blank line, their lines joined and hyphens undone, items of
/// lists and rows of tables on lines of their own, running headers and footers left out, headings found, and hidden text set aside.
/// </summary>
internal static class PageTextBuilder
{
    private const string Between = "\n\n";

    /// <summary>Characters of a page that show its language; the rest would only take time.</summary>
    private const int EnoughForLanguage = 4000;

    /// <returns>A page for each page of the file, in its order; one without text too.</returns>
    public static IReadOnlyList<ExtractedPage> Build(PdfText pdf)
    {
        var pages = pdf.Pages.Select(page => page.Lines.Select(line => new CleanLine(TextCleaning.Line(line.Text), line))
            .Where(line => line.Text.Length > 0).ToList()).ToList();
        var seen = pages.ConvertAll(IReadOnlyList<CleanLine> (page) => page.Where(line => !line.IsHidden).ToList());

        var bodySize = HeadingStyles.BodySize(seen.SelectMany(page => page));
        var running = new RunningLines(seen, bodySize);
        var hyphens = new Hyphens(seen.SelectMany(page => page).Select(line => line.Text));
        var paragraphs = seen.Select((lines, page) => Paragraph.Build(lines.Where((_, line) => !running.Contains(page, line)), hyphens)).ToList();
        var styles = new HeadingStyles([.. paragraphs.SelectMany(page => page)], bodySize);
        return [.. pdf.Pages.Select((page, i) => Build(page, paragraphs[i], pages[i].Where(line => line.IsHidden), styles))];
    }

    private static ExtractedPage Build(PdfPage page, List<Paragraph> paragraphs, IEnumerable<CleanLine> hidden, HeadingStyles styles)
    {
        var text = new StringBuilder();
        var headings = new List<Heading>();
        foreach (var paragraph in paragraphs)
        {
            text.Append(text.Length > 0 ? Between : "");
            if (styles.IsHeading(paragraph))
            {
                headings.Add(new Heading(text.Length, styles.LevelOf(paragraph), paragraph.Text));
            }

            text.Append(paragraph.Text);
        }

        var hiddenText = string.Join('\n', hidden.Select(line => line.Text.Replace('\t', ' ')));
        var shown = text.ToString();
        return new ExtractedPage
        {
            Number = page.Number,
            Text = shown,
            HiddenText = hiddenText,
            Headings = headings,
            Facts = Facts(page, shown, hiddenText),
        };
    }

    private static PageFacts Facts(PdfPage page, string text, string hiddenText) => new()
    {
        Characters = text.Length,
        Words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length,
        UnreadableShare = page.Glyphs == 0 ? 0 : (double)page.UnreadableGlyphs / page.Glyphs,
        IsImageOnly = page.Images > 0 && text.Length == 0,
        Rotation = page.Rotation,
        HiddenCharacters = hiddenText.Count(c => !char.IsWhiteSpace(c)),
        Language = LanguageGuess.Of(text.Length > EnoughForLanguage ? text[..EnoughForLanguage] : text) switch
        {
            TextLanguage.Spanish => "es",
            TextLanguage.English => "en",
            _ => null,
        },
    };
}
