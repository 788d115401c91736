using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.Lucene;

/// <summary>
/// Full text that follows the passages. One catch-up runs at a time and the next one finds little left to do; searches take the last
/// committed state and wait for nobody. Before the first catch-up there is nothing to find.
/// </summary>
internal sealed partial class LuceneLexicalIndex(
    IOptions<StorageOptions> storage, IPassageRepository passages, ILogger<LuceneLexicalIndex> logger) : ILexicalIndex, IProjection, IDisposable
{
    // A rebuild that is interrupted goes on from the last of these.
    private const int ChangesPerCommit = 20_000;

    private static readonly Sort ByScoreThenId = new(SortField.FIELD_SCORE, new SortField(ChunkFields.Order, SortFieldType.STRING));

    private readonly string _path = storage.Value.FullTextPath;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ChunkIndex? _index;
    private volatile bool _isDamaged;

    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await FollowAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OutOfMemoryException)
        {
            // After such a failure Lucene's writer refuses to go on. The next call opens what was committed last.
            Close();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task<IReadOnlyList<LexicalHit>> SearchAsync(
        string question, int count, DocumentId? onlyIn, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var filter = onlyIn is { } document ? new QueryWrapperFilter(new TermQuery(ChunkFields.DocumentTerm(document))) : null;
        return Task.FromResult(Find(question, count, filter, cancellationToken));
    }

    public Task<IReadOnlyList<LexicalHit>> ScoreAsync(
        string question, IReadOnlyCollection<ChunkId> ids, CancellationToken cancellationToken) =>
        Task.FromResult(ids.Count == 0 ? [] : Find(question, ids.Count, new ChunkIdFilter(ids), cancellationToken));

    public async Task<IReadOnlyList<StoredParts>> ListStoredAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return OpenIndex().Search(searcher => HeldVersions.Count(searcher.IndexReader));
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        Close();
        _gate.Dispose();
    }

    private IReadOnlyList<LexicalHit> Find(string question, int count, Filter? filter, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var index = Volatile.Read(ref _index);
            try
            {
                return index?.Search(searcher => Find(searcher, question, count, filter)) ?? [];
            }
            catch (ObjectDisposedException) when (index != Volatile.Read(ref _index))
            {
                // The index was made again between the two lines: ask the new one.
            }
            catch (Exception exception) when (IsDamage(exception))
            {
                _isDamaged = true;
                throw;
            }
        }
    }

    private static IReadOnlyList<LexicalHit> Find(IndexSearcher searcher, string question, int count, Filter? filter)
    {
        var asked = new LexicalQuestion(question, searcher.IndexReader);
        if (!asked.CanMatch)
        {
            return [];
        }

        var found = searcher.Search(asked.ToQuery(), filter, count, ByScoreThenId, doDocScores: true, doMaxScore: false).ScoreDocs;
        var held = HeldTerms.Find(searcher.IndexReader, asked.Terms, [.. found.Select(hit => hit.Doc)]);
        return
        [
            .. found.Select((hit, i) => new LexicalHit(
                ChunkFields.ReadId((BytesRef)((FieldDoc)hit).Fields[1]), hit.Score, asked.Coverage(held[i]))),
        ];
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var index = OpenIndex();
        var last = await passages.LastSequenceAsync(cancellationToken);
        if (index.Sequence > last)
        {
            // The passages were emptied or restored to an earlier state: what is indexed belongs to another store.
            AheadOfPassages(index.Sequence, last);
            Reset();
            index = OpenIndex();
        }

        if (index.Sequence == last)
        {
            return;
        }

        var applied = 0;
        var sequence = index.Sequence;
        await foreach (var change in passages.ReadChangesAsync(index.Sequence, cancellationToken))
        {
            index.Apply(change);
            sequence = change.Sequence;
            if (++applied % ChangesPerCommit == 0)
            {
                index.Commit(sequence);
            }
        }

        if (sequence > index.Sequence)
        {
            index.Commit(sequence);
        }

        CaughtUp(applied, sequence);
    }

    private ChunkIndex OpenIndex()
    {
        if (_isDamaged)
        {
            Reset();
        }

        if (_index is { } open)
        {
            return open;
        }

        ChunkIndex opened;
        try
        {
            opened = ChunkIndex.Open(_path);
        }
        catch (Exception exception) when (exception is not (FullTextInUseException or UnauthorizedAccessException or OutOfMemoryException))
        {
            // What can be had again from the passages is not worth a distinction between ways of being damaged.
            Unreadable(exception);
            Reset();
            opened = ChunkIndex.Open(_path);
        }

        Volatile.Write(ref _index, opened);
        return opened;
    }

    private void Reset()
    {
        Close();
        _isDamaged = false;
        if (Directory.Exists(_path))
        {
            Directory.Delete(_path, recursive: true);
        }
    }

    private void Close()
    {
        var index = _index;
        Volatile.Write(ref _index, null);
        index?.Dispose();
    }

    private static bool IsDamage(Exception exception) =>
        exception is CorruptIndexException or EndOfStreamException or FileNotFoundException or IndexOutOfRangeException;

    [LoggerMessage(Level = LogLevel.Information, Message = "Full text caught up: {Changes} changes, now at {Sequence}")]
    private partial void CaughtUp(int changes, long sequence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The full text cannot be opened and is made again from the passages")]
    private partial void Unreadable(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The full text is at {Indexed}, the passages at {Stored}: it is made again")]
    private partial void AheadOfPassages(long indexed, long stored);
}
