using Rag.Domain.Results;

namespace Rag.Domain.Documents;

/// <summary>
/// A PDF under one name. Its <see cref="Visible"/> version answers questions; a <see cref="Pending"/> one is under way, or
/// failed, behind it. The one switch from one to the other is <see cref="MarkReady"/>.
/// </summary>
public sealed class Document
{
    private Document(DocumentId id, FileName name, DocumentVersion? visible, DocumentVersion? pending, int lastVersion, long revision) =>
        (Id, Name, Visible, Pending, LastVersion, Revision) = (id, name, visible, pending, lastVersion, revision);

    public DocumentId Id { get; }

    public FileName Name { get; }

    /// <summary>The version that answers; null until the first one is ready.</summary>
    public DocumentVersion? Visible { get; private set; }

    public DocumentVersion? Pending { get; private set; }

    /// <summary>The highest number given so far: a number is never given twice, so that ids made from it are not either.</summary>
    public int LastVersion { get; private set; }

    /// <summary>Which stored state this one was made from; a store refuses to overwrite another.</summary>
    public long Revision { get; }

    /// <summary>What people are told about: the version that answers, or the only one.</summary>
    public DocumentVersion Current => Visible ?? Pending ?? throw new InvalidOperationException("A document has at least one version.");

    public static Document Receive(FileName name, StoredFile file, DateTimeOffset now)
    {
        var first = new DocumentVersion { Number = 1, File = file, UploadedAt = now };
        return new Document(DocumentId.New(), name, visible: null, first, lastVersion: 1, revision: 0);
    }

    /// <summary>For stores only.</summary>
    public static Document Restore(
        DocumentId id, FileName name, DocumentVersion? visible, DocumentVersion? pending, int lastVersion, long revision) =>
        new(id, name, visible, pending, lastVersion, revision);

    /// <summary>Whether these bytes are already what the document has or is about to have: then there is no work to do.</summary>
    public bool Holds(string contentHash) =>
        Pending is { Status: not DocumentStatus.Failed } ? Pending.File.ContentHash == contentHash : Visible?.File.ContentHash == contentHash;

    /// <summary>Begins a new version; the visible one goes on answering. A version that was under way is given up.</summary>
    public DocumentVersion Replace(StoredFile file, DateTimeOffset now)
    {
        LastVersion++;
        Pending = new DocumentVersion { Number = LastVersion, File = file, UploadedAt = now };
        return Pending;
    }

    /// <summary>The switch: the version under way becomes the visible one.</summary>
    public Result MarkReady(int version, int pages, int chunks, DateTimeOffset now)
    {
        // A second worker may have finished first, or a newer upload may have taken the place of this one.
        if (Pending is not { Status: DocumentStatus.Processing } pending || pending.Number != version)
        {
            return DocumentErrors.NotUnderWay(Id, version);
        }

        Visible = pending with
        {
            Status = DocumentStatus.Ready,
            Progress = 1,
            Pages = pages,
            Chunks = chunks,
            Failure = null,
            IndexedAt = now,
        };
        Pending = null;
        return Result.Success;
    }

    public Result MarkFailed(int version, IngestionFailure failure)
    {
        if (Pending is not { Status: DocumentStatus.Processing } pending || pending.Number != version)
        {
            return DocumentErrors.NotUnderWay(Id, version);
        }

        Pending = pending with { Status = DocumentStatus.Failed, Chunks = 0, Failure = failure };
        return Result.Success;
    }
}
