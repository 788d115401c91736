using Rag.Api.Errors;
using Rag.Domain.Documents;

namespace Rag.Api.Pdfs;

/// <summary>A document as clients see it.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Status">Of the version that answers, or of the only one.</param>
/// <param name="Progress">0..1.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="ContentHash">SHA-256 of the file, hexadecimal.</param>
/// <param name="Pending">A newer version under way, or failed, behind the one that answers.</param>
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
    PendingVersionResponse? Pending);

/// <param name="Code">Stable and machine-readable, e.g. <c>pdf_encrypted</c>.</param>
/// <param name="Detail">A sentence for people.</param>
public sealed record DocumentFailureResponse(string Code, string Detail);

public sealed record PendingVersionResponse(int Version, DocumentStatus Status, double Progress, DocumentFailureResponse? Error);

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

    private static DocumentFailureResponse? ToResponse(this IngestionFailure? failure, Wording wording) =>
        failure is null ? null : new(failure.Code, wording.Put(failure.Template, failure.Arguments));
}
