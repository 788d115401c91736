using System.Runtime.CompilerServices;
using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.IntegrationTests.Lucene;

/// <summary>The change feed of a passage repository, as its contract describes it. The full text asks for nothing else.</summary>
internal sealed class InMemoryPassages : IPassageRepository
{
    private readonly Lock _lock = new();
    private readonly List<PassageChange> _changes = [];
    private long _last;

    /// <summary>How often the changes were read, rather than only the last number.</summary>
    public int Reads { get; private set; }

    public Task SaveChunksAsync(IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken)
    {
        Save(chunks);
        return Task.CompletedTask;
    }

    public void Save(IReadOnlyList<Chunk> chunks)
    {
        lock (_lock)
        {
            foreach (var chunk in chunks)
            {
                _changes.RemoveAll(change => change is PassageChange.Added added && added.Chunk.Id == chunk.Id);
                _changes.Add(new PassageChange.Added(++_last, chunk));
            }
        }
    }

    /// <summary>An empty store, as after a reset: numbers begin anew.</summary>
    public void Lose()
    {
        lock (_lock)
        {
            _changes.Clear();
            _last = 0;
        }
    }

    public Task DeleteVersionAsync(DocumentId document, int version, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _changes.RemoveAll(change =>
                change is PassageChange.Added added && added.Chunk.Id.Document == document && added.Chunk.Id.Version == version);
            _changes.Add(new PassageChange.Removed(++_last, document, version));
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<PassageChange> ReadChangesAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PassageChange[] changes;
        lock (_lock)
        {
            Reads++;
            changes = [.. _changes.Where(change => change.Sequence > after)];
        }

        foreach (var change in changes)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return change;
        }
    }

    public Task<long> LastSequenceAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_last);
        }
    }

    public Task SavePagesAsync(DocumentId document, int version, IReadOnlyList<ExtractedPage> pages, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ExtractedPage?> FindPageAsync(DocumentId document, int version, int page, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ExtractedPage>> ListPagesAsync(DocumentId document, int version, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Chunk>> ListChunksAsync(DocumentId document, int version, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Passage>> FindVisibleAsync(IReadOnlyCollection<ChunkId> ids, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Chunk>> ListChunksAsync(
        DocumentId document, int version, int after, int count, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredParts>> ListStoredChunksAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredParts>> ListStoredPagesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> CountVisibleAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
