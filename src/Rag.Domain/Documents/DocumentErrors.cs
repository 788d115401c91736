using Rag.Domain.Results;

namespace Rag.Domain.Documents;

/// <summary>Every way in which a document can be refused or fail.</summary>
public static class DocumentErrors
{
    public static Error InvalidName() => new(
        ErrorKind.Invalid, "invalid_filename",
        "The file name cannot be used: it must have 1 to 255 bytes in UTF-8 and no control characters.")
    {
        Fields = [new FieldError(["body", "file"], "A file name of 1 to 255 bytes in UTF-8 without control characters.", "invalid_filename")],
    };

    public static Error FileMissing() => new(
        ErrorKind.Invalid, "file_missing", "The request has no file: send it as the multipart field \"file\".")
    {
        Fields = [new FieldError(["body", "file"], "Field required.", "missing")],
    };

    public static Error NotAPdf() => new(
        ErrorKind.Malformed, "not_a_pdf", "The file is not a PDF: its name must end in .pdf and its content must begin as a PDF does.");

    public static Error TooLarge(long limitBytes) => new(
        ErrorKind.TooLarge, "file_too_large", $"The file is larger than the limit of {limitBytes / (1024 * 1024)} MB.");

    public static Error UploadCut() => new(
        ErrorKind.Malformed, "upload_incomplete", "The upload ended before the whole file had arrived. Nothing was stored; send it again.");

    public static Error NotFound(string name) => new(ErrorKind.NotFound, "document_not_found", $"There is no document named \"{name}\".");

    public static Error FileLost(string name) => new(
        ErrorKind.NotFound, "file_lost", $"The file of the document \"{name}\" is no longer there. Upload it again.");

    public static Error LinkRefused() => new(
        ErrorKind.Unauthorized, "invalid_link", "This link has expired or does not open this document. Ask for a new one.");

    public static Error QueueFull() => new(
        ErrorKind.Unavailable, "queue_full", "Too many documents are waiting to be processed. Try again in a minute.")
    {
        RetryAfter = TimeSpan.FromMinutes(1),
    };

    public static Error TooManyWatchers() => new(
        ErrorKind.Unavailable, "too_many_streams", "Too many consoles are watching the documents at once. Close one and try again.")
    {
        RetryAfter = TimeSpan.FromSeconds(30),
    };

    public static Error RebuildRunning() => new(
        ErrorKind.Conflict, "rebuild_running", "The index is being rebuilt already. Its progress is in rag-status.");

    public static Error ChangedMeanwhile(string name) => new(
        ErrorKind.Conflict, "document_changed", $"The document \"{name}\" was changed by another request. Look at it again.");

    public static Error IngestionFailed() => new(
        ErrorKind.Unavailable, "ingestion_failed",
        "The document could not be processed because of a fault on our side. Upload it again; if it fails again, look in the log.");

    public static Error NotUnderWay(DocumentId id, int version) => new(
        ErrorKind.Conflict, "version_not_under_way", $"Version {version} of document {id} is not being processed.");
}
