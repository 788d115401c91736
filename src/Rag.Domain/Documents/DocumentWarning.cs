using Rag.Domain.Passages;

namespace Rag.Domain.Documents;

public enum DocumentWarningKind
{
    PagesWithoutText,
    UnreadablePages,
    HiddenText,
}

/// <summary>Something about a document's pages that makes its answers worse than its owner may think.</summary>
/// <param name="Pages">How many pages it is true of.</param>
/// <param name="OfPages">Of how many.</param>
public sealed record DocumentWarning(DocumentWarningKind Kind, int Pages, int OfPages)
{
    /// <summary>A few signs that no font explains are common (bullets, logos); from here on words are missing.</summary>
    private const double ManyUnreadable = 0.1;

    /// <returns>None for a document that is as it should be. A blank page is no fault.</returns>
    public static IReadOnlyList<DocumentWarning> Of(IReadOnlyList<PageFacts> pages)
    {
        DocumentWarning[] all =
        [
            new(DocumentWarningKind.PagesWithoutText, pages.Count(page => page.IsImageOnly), pages.Count),
            new(DocumentWarningKind.UnreadablePages, pages.Count(page => page.UnreadableShare > ManyUnreadable), pages.Count),
            new(DocumentWarningKind.HiddenText, pages.Count(page => page.HiddenCharacters > 0), pages.Count),
        ];
        return [.. all.Where(warning => warning.Pages > 0)];
    }
}
