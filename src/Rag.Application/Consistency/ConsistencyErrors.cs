using Rag.Domain.Results;

namespace Rag.Application.Consistency;

/// <summary>Every way in which the stores can disagree.</summary>
public static class ConsistencyErrors
{
    public static Error RepairRunning() => new(
        ErrorKind.Conflict, "repair_running", "The stores are being compared and mended at this moment. Try again in a minute.");

    public static Error UnfinishedRemoval() => new(ErrorKind.Conflict, "unfinished_removal", "A deleted or replaced version has not been removed from every store yet.");

    public static Error UnknownFile(string key) => new(ErrorKind.Conflict, "orphan_file", $"No document has the stored file {key}.");

    public static Error UnknownPages(int version, long pages) => new(
        ErrorKind.Conflict, "orphan_pages", $"{pages} pages are stored of version {version}, which no document has.");

    public static Error UnknownChunks(int version, long chunks) => new(
        ErrorKind.Conflict, "orphan_chunks", $"{chunks} chunks are stored of version {version}, which no document has.");

    public static Error UnknownFullText(int version, long chunks) => new(
        ErrorKind.Conflict, "orphan_full_text", $"The full text holds {chunks} chunks of version {version}, which no document has.");

    public static Error UnknownVectors(int version, long vectors) => new(
        ErrorKind.Conflict, "orphan_vectors", $"{vectors} vectors are stored of version {version}, which no document has.");

    public static Error MissingFile(string name) => new(ErrorKind.Conflict, "missing_file", $"The file of \"{name}\" is not in the file store.");

    public static Error MissingPages(string name, long found, int expected) => new(
        ErrorKind.Conflict, "missing_pages", $"\"{name}\" has {expected} pages, of which {found} are stored.");

    public static Error MissingChunks(string name, long found, int expected) => new(
        ErrorKind.Conflict, "missing_chunks", $"\"{name}\" has {expected} chunks, of which {found} are stored.");

    public static Error MissingFullText(string name, long found, int expected) => new(
        ErrorKind.Conflict, "missing_full_text", $"\"{name}\" has {expected} chunks, of which {found} are in the full text.");

    public static Error MissingVectors(string name, long found, int expected) => new(
        ErrorKind.Conflict, "missing_vectors", $"\"{name}\" has {expected} chunks, of which {found} have a vector.");
}
