using MongoDB.Bson;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// A document with its versions inside it, so that the switch from one to the other and a claim are one write of one document. owner,
/// lease_until, not_before and attempt are the queue's: a pending version that is queued is its own job.
/// </summary>
internal static class DocumentRecord
{
    public static BsonDocument From(Document document) => new()
    {
        { "_id", document.Id.Value.ToBson() },
        { "name", document.Name.Value },
        { "name_key", document.Name.Key },
        { "visible", document.Visible is { } visible ? FromVersion(visible) : BsonNull.Value },
        { "pending", document.Pending is { } pending ? Queued(pending) : BsonNull.Value },
        { "last_version", document.LastVersion },
        { "revision", 1L },
        { "remains", new BsonArray() },
    };

    public static Document ToDocument(BsonDocument record) => Document.Restore(
        new DocumentId(record.Id("_id")),
        FileName.Parse(record.Text("name")).Value,
        record.DocumentOrNull("visible") is { } visible ? ToVersion(visible) : null,
        record.DocumentOrNull("pending") is { } pending ? ToVersion(pending) : null,
        record.Int("last_version"),
        record.Long("revision"));

    public static BsonDocument FromVersion(DocumentVersion version) => new()
    {
        { "number", version.Number },
        { "file_key", version.File.Key },
        { "size", version.File.Size },
        { "content_hash", version.File.ContentHash },
        { "uploaded_at", version.UploadedAt.ToBson() },
        { "status", version.Status.ToStoredName() },
        { "progress", version.Progress },
        { "pages", version.Pages },
        { "chunks", version.Chunks },
        { "failure", version.Failure is { } failure ? FromFailure(failure) : BsonNull.Value },
        { "indexed_at", version.IndexedAt.ToBson() },
    };

    /// <summary>A pending version that nobody has claimed.</summary>
    public static BsonDocument Queued(DocumentVersion version)
    {
        var record = FromVersion(version);
        record["owner"] = BsonNull.Value;
        record["lease_until"] = record["not_before"] = DateTimeOffset.UnixEpoch.ToBson();
        record["attempt"] = 0;
        return record;
    }

    private static DocumentVersion ToVersion(BsonDocument record) => new()
    {
        Number = record.Int("number"),
        File = new StoredFile(record.Text("file_key"), record.Long("size"), record.Text("content_hash")),
        UploadedAt = record.Time("uploaded_at"),
        Status = StoredNames.ToStatus(record.Text("status")),
        Progress = record["progress"].ToDouble(),
        Pages = record.Int("pages"),
        Chunks = record.Int("chunks"),
        Failure = record.DocumentOrNull("failure") is { } failure ? ToFailure(failure) : null,
        IndexedAt = record.TimeOrNull("indexed_at"),
    };

    private static BsonDocument FromFailure(IngestionFailure failure) => new()
    {
        { "code", failure.Code }, { "template", failure.Template }, { "arguments", new BsonArray(failure.Arguments) },
    };

    private static IngestionFailure ToFailure(BsonDocument record) => new(record.Text("code"), record.Text("template"))
    {
        Arguments = [.. record["arguments"].AsBsonArray.Select(argument => argument.AsString)],
    };
}
