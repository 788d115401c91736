using Rag.Domain.Results;

namespace Rag.Application.Ingestion;

/// <summary>Marks of a run of text.</summary>
[Flags]
public enum TextMarks
{
    None = 0,

    /// <summary>A reader of the page does not see it: white, tiny, off the page, or drawn in the invisible mode.</summary>
    Hidden = 1,

    /// <summary>Not horizontal on the page as shown.</summary>
    Rotated = 2,

    /// <summary>Some of its glyphs have no known character.</summary>
    Unreadable = 4,

    Bold = 8,
}

/// <summary>A line of a page in reading order.</summary>
/// <param name="Text">Words separated by a space; the cells of a table's row by a tab.</param>
/// <param name="FontSize">Points, of most of its glyphs.</param>
/// <param name="Top">Distance from the page's top edge as shown, 0..1.</param>
/// <param name="Bottom">The same of its lower edge.</param>
/// <param name="Block">Lines of one block (paragraph, column piece, table cell) share a number.</param>
public sealed record PdfLine(string Text, double FontSize, double Top, double Bottom, int Block, TextMarks Marks);

/// <summary>A page as the file has it, before cleaning.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Rotation">Degrees clockwise.</param>
/// <param name="Images">Images shown on it.</param>
/// <param name="Glyphs">Glyphs on it, readable or not.</param>
/// <param name="UnreadableGlyphs">Those without a known character.</param>
public sealed record PdfPage(int Number, IReadOnlyList<PdfLine> Lines, int Rotation, int Images, int Glyphs, int UnreadableGlyphs);

/// <summary>A whole file.</summary>
/// <param name="Title">From the file's own metadata, when it has a usable one.</param>
public sealed record PdfText(string? Title, IReadOnlyList<PdfPage> Pages);

/// <summary>A page as soon as it is read; they come in their order.</summary>
/// <param name="Title">As <see cref="PdfText.Title"/>.</param>
public readonly record struct PageRead(PdfPage Page, int PagesInFile, string? Title);

/// <summary>Reads the text of a PDF nobody vouches for.</summary>
public interface IPdfTextExtractor
{
    /// <summary>Reads every page within limits of memory, time, pages and text.</summary>
    /// <returns>The text, or one of <see cref="Rag.Domain.Documents.PdfErrors"/>.</returns>
    Task<Result<PdfText>> ExtractAsync(Stream content, IProgress<PageRead> progress, CancellationToken cancellationToken);
}
