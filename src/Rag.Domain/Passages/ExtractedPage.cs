namespace Rag.Domain.Passages;

/// <summary>A heading and where it begins in its page's text.</summary>
/// <param name="Start">UTF-16 units from the start of the page's text.</param>
/// <param name="Level">1 is the largest.</param>
public sealed record Heading(int Start, int Level, string Text);

/// <summary>What was found out about a page beside its text.</summary>
public sealed record PageFacts
{
    public int Characters { get; init; }

    public int Words { get; init; }

    /// <summary>Share of glyphs without a known character, 0..1.</summary>
    public double UnreadableShare { get; init; }

    /// <summary>The page shows at least one image and has no visible text: scanned, as a rule.</summary>
    public bool IsImageOnly { get; init; }

    /// <summary>Degrees clockwise: 0, 90, 180, 270.</summary>
    public int Rotation { get; init; }

    /// <summary>Characters that a reader of the page cannot see (white, tiny, off the page, invisible mode).</summary>
    public int HiddenCharacters { get; init; }

    /// <summary><c>es</c> or <c>en</c>; null for another one, for a page that does not show it and for pages read before this was kept.</summary>
    public string? Language { get; init; }
}

/// <summary>A page as it was read: the text that a reader sees, in reading order, and the text that one does not.</summary>
public sealed record ExtractedPage
{
    /// <summary>1-based.</summary>
    public required int Number { get; init; }

    /// <summary>Paragraphs are separated by a blank line; running headers and footers are left out.</summary>
    public required string Text { get; init; }

    /// <summary>Text that the page carries but does not show. Kept for the record, never indexed.</summary>
    public string HiddenText { get; init; } = "";

    public IReadOnlyList<Heading> Headings { get; init; } = [];

    public PageFacts Facts { get; init; } = new();
}
