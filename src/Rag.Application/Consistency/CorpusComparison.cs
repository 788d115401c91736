using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Consistency;

/// <summary>What of a count does not fit together.</summary>
internal sealed class CorpusComparison
{
    /// <summary>What is younger may be work under way that has no record yet, or a removal that is not done yet.</summary>
    public static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(10);

    private readonly CorpusCount _count;
    private readonly DateTimeOffset _now;
    private readonly HashSet<(DocumentId Document, int Version)> _known;

    public CorpusComparison(CorpusCount count, DateTimeOffset now)
    {
        (_count, _now) = (count, now);
        _known = [.. count.Before.Concat(count.After).SelectMany(document => Versions(document).Select(version => (document.Id, version.Number)))];
        _known.ExceptWith(Failed());
    }

    public ConsistencyReport Report() => new(
        _now, _count.After.Count, [.. UnfinishedRemovals(), .. UnknownFiles(), .. UnknownParts()], [.. Steady().SelectMany(MissingOf)]);

    private IEnumerable<ConsistencyFinding> UnfinishedRemovals() =>
        from remains in _count.Remains
        where _now - remains.RemovedAt >= LeastAge
        select new ConsistencyFinding(
            PartKind.Document, remains.Document, null, remains.Version, remains.FileKey, ConsistencyErrors.UnfinishedRemoval(), remains.RemovedAt);

    private IEnumerable<ConsistencyFinding> UnknownFiles()
    {
        var keys = _count.Before.Concat(_count.After).SelectMany(Versions).Select(version => version.File.Key)
            .Concat(_count.Remains.Select(remains => remains.FileKey)).ToHashSet();
        return from file in _count.Files
               where !keys.Contains(file.Key) && _now - file.Value >= LeastAge
               orderby file.Key
               select new ConsistencyFinding(PartKind.File, null, null, null, file.Key, ConsistencyErrors.UnknownFile(file.Key), file.Value);
    }

    private IEnumerable<ConsistencyFinding> UnknownParts()
    {
        var removed = _count.Remains.Select(remains => (remains.Document, remains.Version)).ToHashSet();
        var names = _count.After.ToDictionary(document => document.Id, document => document.Name.Value);
        return from store in _count.Parts
               from parts in store.Value.Values
               where !_known.Contains((parts.Document, parts.Version)) && !removed.Contains((parts.Document, parts.Version))
               select new ConsistencyFinding(
                   store.Key, parts.Document, names.GetValueOrDefault(parts.Document), parts.Version, null, Unknown(store.Key, parts),
                   BornAt(parts.Document));
    }

    private IEnumerable<ConsistencyFinding> MissingOf((Document Document, DocumentVersion Version) steady)
    {
        var (document, version) = steady;
        var name = document.Name.Value;
        if (!_count.Files.ContainsKey(version.File.Key))
        {
            yield return Missing(PartKind.File, ConsistencyErrors.MissingFile(name));
        }

        if (version.Status != DocumentStatus.Ready)
        {
            yield break;
        }

        foreach (var (kind, parts) in _count.Parts)
        {
            var expected = kind == PartKind.Pages ? version.Pages : version.Chunks;
            var found = parts.GetValueOrDefault((document.Id, version.Number)) ?? new StoredParts(document.Id, version.Number, 0, -1);
            if (!found.IsWhole(expected))
            {
                yield return Missing(kind, Lacks(kind, name, found.Count, expected));
            }
        }

        ConsistencyFinding Missing(PartKind kind, Error problem) => new(
            kind, document.Id, name, version.Number, kind == PartKind.File ? version.File.Key : null, problem, version.IndexedAt ?? version.UploadedAt);
    }

    /// <summary>Versions that were what they are from the first look to the last: of any other nothing can be said to be missing.</summary>
    private IEnumerable<(Document Document, DocumentVersion Version)> Steady()
    {
        var before = _count.Before.SelectMany(document => Versions(document).Select(version => (document.Id, version.Number, version.Status))).ToHashSet();
        return from document in _count.After
               from version in Versions(document)
               where version.Status != DocumentStatus.Processing && before.Contains((document.Id, version.Number, version.Status))
               select (document, version);
    }

    /// <summary>A version that failed keeps its file alone.</summary>
    private IEnumerable<(DocumentId Document, int Version)> Failed() =>
        from steady in Steady()
        where steady.Version.Status == DocumentStatus.Failed
        select (steady.Document.Id, steady.Version.Number);

    private static IEnumerable<DocumentVersion> Versions(Document document) =>
        new[] { document.Visible, document.Pending }.OfType<DocumentVersion>();

    /// <summary>Ids of version 7 say when they were made.</summary>
    private static DateTimeOffset? BornAt(DocumentId document) => document.Value.Version == 7
        ? DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(document.Value.ToString("N")[..12], 16))
        : null;

    private static Error Unknown(PartKind kind, StoredParts parts) => kind switch
    {
        PartKind.Pages => ConsistencyErrors.UnknownPages(parts.Version, parts.Count),
        PartKind.Chunks => ConsistencyErrors.UnknownChunks(parts.Version, parts.Count),
        PartKind.FullText => ConsistencyErrors.UnknownFullText(parts.Version, parts.Count),
        PartKind.Vectors => ConsistencyErrors.UnknownVectors(parts.Version, parts.Count),
        PartKind.Document or PartKind.File => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static Error Lacks(PartKind kind, string name, long found, int expected) => kind switch
    {
        PartKind.Pages => ConsistencyErrors.MissingPages(name, found, expected),
        PartKind.Chunks => ConsistencyErrors.MissingChunks(name, found, expected),
        PartKind.FullText => ConsistencyErrors.MissingFullText(name, found, expected),
        PartKind.Vectors => ConsistencyErrors.MissingVectors(name, found, expected),
        PartKind.Document or PartKind.File => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
