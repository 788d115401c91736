using Rag.Api.Errors;
using Rag.Application.Documents;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Api.Pdfs;

/// <summary>A document as clients see it.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Status">Of the version that answers, or of the only one.</param>
/// <param name="Progress">0..1.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="ContentHash">SHA-256 of the file, hexadecimal.</param>
/// <param name="Pending">A newer version under way, or failed, behind the one that answers.</param>
/// <param name="Warnings">What makes its answers worse than one may think; null but from <c>/pdfs/status/{filename}</c>.</param>
/// <param name="PageFacts">What was found out about each page; null but from <c>/pdfs/status/{filename}</c>.</param>
public sealed record DocumentResponse(
    string DocumentId,
    string Filename,
    long Size,
    DateTimeOffset LastModified,
    DocumentStatus Status,
    double Progress,
    int Pages,
    int Chunks,
    DocumentFailureResponse? Error,
    string ContentHash,
    int Version,
    DateTimeOffset UploadedAt,
    DateTimeOffset? IndexedAt,
    PendingVersionResponse? Pending,
    IReadOnlyList<DocumentWarningResponse>? Warnings = null,
    IReadOnlyList<PageFactsResponse>? PageFacts = null);

/// <param name="Code">Stable and machine-readable, e.g. <c>pdf_encrypted</c>.</param>
/// <param name="Detail">A sentence for people.</param>
public sealed record DocumentFailureResponse(string Code, string Detail);

public sealed record PendingVersionResponse(int Version, DocumentStatus Status, double Progress, DocumentFailureResponse? Error);

/// <param name="Code"><c>pages_without_text</c>, <c>unreadable_pages</c> or <c>hidden_text</c>.</param>
/// <param name="Detail">A sentence for people.</param>
public sealed record DocumentWarningResponse(string Code, string Detail);

/// <param name="Page">1-based.</param>
/// <param name="UnreadableShare">Share of glyphs without a known character, 0..1.</param>
/// <param name="ImageOnly">It shows an image and no text: scanned, as a rule.</param>
/// <param name="Rotation">Degrees clockwise: 0, 90, 180, 270.</param>
/// <param name="HiddenCharacters">Characters that a reader of the page does not see; answers do not use them.</param>
/// <param name="Language"><c>es</c>, <c>en</c>, or null for another one or none.</param>
public sealed record PageFactsResponse(
    int Page, int Characters, int Words, double UnreadableShare, bool ImageOnly, int Rotation, int HiddenCharacters, string? Language);

public sealed record DocumentListResponse(IReadOnlyList<DocumentResponse> Pdfs);

/// <param name="Status">Always <c>success</c>.</param>
/// <param name="FilePath">The name again: paths of the server are nobody's business.</param>
/// <param name="PdfsInDirectory">The names of all documents.</param>
public sealed record UploadResponse(
    string Status, string Message, string Filename, string DocumentId, string FilePath, IReadOnlyList<string> PdfsInDirectory, DocumentResponse Document);

/// <param name="Status">Always <c>success</c>.</param>
public sealed record DeletedResponse(string Status, string Message);

/// <param name="Url" example="https://rag.example.com/api/v1/pdfs/view/tarifas.pdf?token=…">Opens the document for whoever has it.</param>
/// <param name="ExpiresAt">From then on it opens nothing.</param>
public sealed record DocumentLinkResponse(string Url, DateTimeOffset ExpiresAt);

internal static class DocumentMapping
{
    public static DocumentResponse ToResponse(this Document document, Wording wording)
    {
        var shown = document.Current;
        var pending = document.Visible is null ? null : document.Pending;
        return new DocumentResponse(
            document.Id.ToString(),
            document.Name.Value,
            shown.File.Size,
            shown.UploadedAt,
            shown.Status,
            shown.Progress,
            shown.Pages,
            shown.Chunks,
            shown.Failure.ToResponse(wording),
            shown.File.ContentHash,
            shown.Number,
            shown.UploadedAt,
            shown.IndexedAt,
            pending is null ? null : new(pending.Number, pending.Status, pending.Progress, pending.Failure.ToResponse(wording)));
    }

    public static DocumentResponse ToResponse(this ExaminedDocument examined, Wording wording) => examined.Document.ToResponse(wording) with
    {
        Warnings = [.. DocumentWarning.Of(examined.Pages).Select(warning => ToResponse(warning, wording))],
        PageFacts = [.. examined.Pages.Select(ToResponse)],
    };

    private static DocumentWarningResponse ToResponse(DocumentWarning warning, Wording wording) => warning.Kind switch
    {
        DocumentWarningKind.PagesWithoutText => new("pages_without_text", wording.Say(Confirmations.PagesWithoutText(warning.Pages, warning.OfPages))),
        DocumentWarningKind.UnreadablePages => new("unreadable_pages", wording.Say(Confirmations.UnreadablePages(warning.Pages, warning.OfPages))),
        DocumentWarningKind.HiddenText => new("hidden_text", wording.Say(Confirmations.HiddenText(warning.Pages, warning.OfPages))),
    };

    private static PageFactsResponse ToResponse(PageFacts page, int index) => new(
        index + 1, page.Characters, page.Words, page.UnreadableShare, page.IsImageOnly, page.Rotation, page.HiddenCharacters, page.Language);

    private static DocumentFailureResponse? ToResponse(this IngestionFailure? failure, Wording wording) =>
        failure is null ? null : new(failure.Code, wording.Put(failure.Template, failure.Arguments));
}
