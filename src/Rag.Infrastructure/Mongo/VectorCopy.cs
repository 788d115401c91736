using Microsoft.Extensions.Logging;
using Rag.Infrastructure.EmbeddedIndex;

namespace Rag.Infrastructure.Mongo;

/// <summary>This machine's copy of the vectors: which generation it is of, how far it has followed, and bringing it up to date.</summary>
internal sealed partial class VectorCopy : IDisposable
{
    private const int ChangesPerRead = 1000;

    private readonly MongoDatabase _database;
    private readonly Func<VectorFileStamp> _model;
    private readonly ILogger<VectorCopy> _logger;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private VectorGeneration? _generation;
    private FollowedFeed? _followed;

    /// <param name="database">Where the vectors are.</param>
    /// <param name="storage">Where the copy is.</param>
    /// <param name="model">Whose vectors they are while nothing says so.</param>
    /// <param name="loggers">The log.</param>
    public VectorCopy(MongoDatabase database, StorageOptions storage, Func<VectorFileStamp> model, ILoggerFactory loggers)
    {
        (_database, _model, _logger) = (database, model, loggers.CreateLogger<VectorCopy>());
        Index = new EmbeddedVectorIndex(storage, () => Stamp, loggers.CreateLogger<EmbeddedVectorIndex>());
    }

    public EmbeddedVectorIndex Index { get; }

    public VectorFileStamp Stamp => Volatile.Read(ref _generation)?.Stamp ?? _model();

    public bool HasCaughtUp { get; private set; }

    public double Progress { get; private set; }

    public async Task FollowAsync(VectorState state, CancellationToken cancellationToken)
    {
        if (IsCaughtUp(state))
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            // Whoever had the gate may have done it, and may have seen more than this caller did.
            var now = await _database.RunAsync(VectorGenerations.FindAsync, cancellationToken) ?? state;
            if (!IsCaughtUp(now))
            {
                await ApplyAllAsync(now, cancellationToken);
            }

            HasCaughtUp = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        Index.Dispose();
        _gate.Dispose();
    }

    private bool IsCaughtUp(VectorState state) =>
        Volatile.Read(ref _followed) is { } followed && followed == new FollowedFeed(state.Current.Id, state.Last) && Index.HasFile;

    private async Task ApplyAllAsync(VectorState state, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _generation, state.Current);
        var followed = await OpenCopyAsync(state, cancellationToken);
        var (from, applied) = (followed.Sequence, 0);
        while (followed.Sequence < state.Last)
        {
            var after = followed.Sequence;
            var changes = await _database.RunAsync(
                (mongo, limited) => VectorRecords.ReadChangesAsync(mongo, state.Current, after, state.Last, ChangesPerRead, limited), cancellationToken);
            await ApplyAsync(changes, cancellationToken);
            applied += changes.Count;

            // What is cut between the two lines is applied once more, to the same effect.
            followed = followed with { Sequence = changes.Count < ChangesPerRead ? state.Last : changes[^1].Sequence };
            await Index.OnFileAsync(file => file.SaveFollowed(followed), cancellationToken);
            Progress = (double)followed.Sequence / state.Last;
        }

        Volatile.Write(ref _followed, followed);
        if (from == 0 && applied > 0)
        {
            CopyMade(applied, followed.Sequence);
        }
    }

    /// <summary>Begins the copy anew where it is of something else, ahead (the database was restored to an earlier state), damaged or gone.</summary>
    private async Task<FollowedFeed> OpenCopyAsync(VectorState state, CancellationToken cancellationToken)
    {
        try
        {
            if (Index.HasFile && await Index.ReadFollowedAsync(cancellationToken) is { } followed
                && followed.Source == state.Current.Id && followed.Sequence <= state.Last)
            {
                await Index.LoadAsync(cancellationToken);
                return followed;
            }
        }
        catch (VectorFileDamagedException exception)
        {
            CopyDamaged(exception);
        }

        await Index.EmptyAsync(cancellationToken);
        var start = new FollowedFeed(state.Current.Id, 0);
        await Index.OnFileAsync(file => file.SaveFollowed(start), cancellationToken);
        return start;
    }

    private async Task ApplyAsync(IReadOnlyList<VectorChange> changes, CancellationToken cancellationToken)
    {
        var added = new List<StoredVector>();
        foreach (var change in changes)
        {
            switch (change)
            {
                case VectorChange.Added vector:
                    added.Add(vector.Vector);
                    break;
                case VectorChange.Removed removed:
                    await UpsertCopyAsync(added, cancellationToken);
                    await Index.DeleteAsync(removed.Document, removed.Version, cancellationToken);
                    break;
                default:
                    throw new InvalidOperationException($"A {change.GetType().Name} is no change that the copy knows.");
            }
        }

        await UpsertCopyAsync(added, cancellationToken);
    }

    private async Task UpsertCopyAsync(List<StoredVector> added, CancellationToken cancellationToken)
    {
        if (added.Count > 0)
        {
            await Index.UpsertAsync(added, cancellationToken);
            added.Clear();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The copy of the vectors was made from the database: {Changes} changes, now at {Sequence}")]
    private partial void CopyMade(int changes, long sequence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The copy of the vectors cannot be read and is made again from the database")]
    private partial void CopyDamaged(Exception exception);
}
