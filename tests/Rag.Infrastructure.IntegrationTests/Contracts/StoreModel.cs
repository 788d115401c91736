using Rag.Application.Ingestion;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>What documents and queue promise, said as plainly as can be: one list, no concurrency, nothing stored.</summary>
internal sealed class StoreModel
{
    private readonly List<Row> _rows = [];

    public IEnumerable<string> Describe() => _rows.OrderBy(row => row.Name).Select(
        row => $"{row.Id} {row.Name} visible {row.Visible} pending {row.Pending} {row.Status}");

    public bool IsTaken(string name) => _rows.Exists(row => row.Name == name);

    public void Add(DocumentId id, string name, DateTimeOffset now) => _rows.Add(new Row
    {
        Id = id,
        Name = name,
        Pending = 1,
        Status = DocumentStatus.Queued,
        UploadedAt = now,
        NotBefore = now,
    });

    public void Replace(DocumentId id, DateTimeOffset now)
    {
        var row = Find(id)!;
        (row.LastVersion, row.Pending) = (row.LastVersion + 1, row.LastVersion + 1);
        (row.Status, row.UploadedAt, row.NotBefore, row.Owner, row.Attempt) = (DocumentStatus.Queued, now, now, null, 0);
    }

    public void Remove(DocumentId id) => _rows.Remove(Find(id)!);

    /// <summary>Whether this claim is what the rules allow, and takes it.</summary>
    public bool Claim(IngestionJob? job, DateTimeOffset now, TimeSpan lease)
    {
        var candidates = _rows.Where(row =>
            (row.Status == DocumentStatus.Queued && row.NotBefore <= now)
            || (row.Status == DocumentStatus.Processing && row.LeaseUntil <= now)).ToList();
        if (job is null || candidates.Count == 0)
        {
            return job is null && candidates.Count == 0;
        }

        // Of two versions of one instant either may come first.
        var oldest = candidates.Min(row => row.UploadedAt);
        var claimed = candidates.Find(row => row.Id == job.Document && row.UploadedAt == oldest && row.Pending == job.Version);
        if (claimed is null)
        {
            return false;
        }

        (claimed.Status, claimed.Owner, claimed.LeaseUntil) = (DocumentStatus.Processing, job.Owner, now + lease);
        return ++claimed.Attempt == job.Attempt;
    }

    public bool Renew(IngestionJob job, DateTimeOffset now, TimeSpan lease)
    {
        if (FindOwned(job) is not { } row)
        {
            return false;
        }

        row.LeaseUntil = now + lease;
        return true;
    }

    public void GiveBack(IngestionJob job, DateTimeOffset notBefore, bool counts)
    {
        if (FindOwned(job) is { } row)
        {
            (row.Status, row.Owner, row.NotBefore) = (DocumentStatus.Queued, null, notBefore);
            row.Attempt -= counts ? 0 : 1;
        }
    }

    /// <summary>Whether the version may be finished, and finishes it.</summary>
    public bool Finish(IngestionJob job, bool isReady)
    {
        if (Find(job.Document) is not { Status: DocumentStatus.Processing } row || row.Pending != job.Version)
        {
            return false;
        }

        (row.Status, row.Owner) = (DocumentStatus.Failed, null);
        if (isReady)
        {
            (row.Visible, row.Pending, row.Status) = (job.Version, 0, null);
        }

        return true;
    }

    private Row? Find(DocumentId id) => _rows.Find(row => row.Id == id);

    private Row? FindOwned(IngestionJob job) => _rows.Find(
        row => row.Id == job.Document && row.Pending == job.Version && row.Status == DocumentStatus.Processing && row.Owner == job.Owner);

    private sealed class Row
    {
        public required DocumentId Id { get; init; }

        public required string Name { get; init; }

        public int Visible { get; set; }

        public int Pending { get; set; }

        public int LastVersion { get; set; } = 1;

        public DocumentStatus? Status { get; set; }

        public DateTimeOffset UploadedAt { get; set; }

        public DateTimeOffset NotBefore { get; set; }

        public DateTimeOffset LeaseUntil { get; set; }

        public Guid? Owner { get; set; }

        public int Attempt { get; set; }
    }
}
