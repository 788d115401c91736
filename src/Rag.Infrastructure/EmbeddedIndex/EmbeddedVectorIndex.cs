using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Infrastructure.Embeddings;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>
/// All vectors in memory, searched exactly, and in a file beside the database. Writers take turns: first the file, then the new
/// <see cref="VectorRows"/> are published; readers take the published ones and wait for nobody.
/// </summary>
internal sealed partial class EmbeddedVectorIndex : IVectorIndex, IDisposable
{
    private readonly string _path;
    private readonly Func<VectorFileStamp> _model;
    private readonly ILogger<EmbeddedVectorIndex> _logger;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private VectorFile? _file;
    private VectorRows? _rows;

    public EmbeddedVectorIndex(IOptions<StorageOptions> storage, IEmbeddingModel model, ILogger<EmbeddedVectorIndex> logger)
        : this(storage.Value, () => new VectorFileStamp(model.Name, model.Dimension), logger)
    {
    }

    /// <param name="storage">Where the file is.</param>
    /// <param name="model">Whose vectors the file is to hold, asked whenever it matters.</param>
    /// <param name="logger">The log.</param>
    internal EmbeddedVectorIndex(StorageOptions storage, Func<VectorFileStamp> model, ILogger<EmbeddedVectorIndex> logger)
    {
        _path = Path.Combine(storage.VectorsPath, "vectors.db");
        _model = model;
        _logger = logger;
    }

    private VectorFileStamp Current => _model();

    public Task UpsertAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken)
    {
        UnitVector.Check(chunks, Current.Dimension);
        return UpsertAsync([.. chunks.Select(StoredVector.Of)], cancellationToken);
    }

    internal Task UpsertAsync(IReadOnlyList<StoredVector> vectors, CancellationToken cancellationToken) =>
        InTurnAsync(() => Write(file => file.Chunks.Upsert(vectors), rows => rows.With(vectors)), cancellationToken);

    public Task DeleteAsync(DocumentId document, int? version, CancellationToken cancellationToken) => OnFileAsync(
        file =>
        {
            // What another model made can still be deleted, and what one made that is not known yet; when nothing of it is left the file is free for the new one.
            if (file.Stamp != Current || Current.Dimension == 0)
            {
                file.Chunks.Delete(document, version);
                CloseFile();
                return;
            }

            Write(open => open.Chunks.Delete(document, version), rows => rows.Without(document, version));
        },
        cancellationToken);

    public async Task<IReadOnlyList<VectorHit>> SearchAsync(
        ReadOnlyMemory<float> query, int count, DocumentId? onlyIn, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        UnitVector.Check(query.Span, Current.Dimension);
        var rows = await ReadRowsAsync(cancellationToken);
        return rows.Search(query.Span, count, onlyIn, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<ChunkId, ReadOnlyMemory<float>>> FindVectorsAsync(
        IReadOnlyCollection<ChunkId> ids, CancellationToken cancellationToken)
    {
        var rows = await ReadRowsAsync(cancellationToken);
        var found = new Dictionary<ChunkId, ReadOnlyMemory<float>>(ids.Count);
        foreach (var id in ids)
        {
            if (rows.TryFind(id, out var vector))
            {
                found[id] = vector;
            }
        }

        return found;
    }

    public Task<IReadOnlyList<StoredParts>> ListStoredAsync(CancellationToken cancellationToken) =>
        InTurnAsync(() => OpenFile().Chunks.ListStored(), cancellationToken);

    public Task<VectorIndexDescription> DescribeAsync(CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            var file = OpenFile();
            return new VectorIndexDescription(
                "embedded", _path, File.Exists(_path), "chunks", file.Chunks.Count(), file.Stamp.Dimension, file.Stamp.Model, FileBytes())
            { DraftModel = file.DraftModel() };
        },
        cancellationToken);

    public async Task<IVectorIndexDraft> BeginDraftAsync(string model, int dimension, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        await OnFileAsync(file => file.BeginDraft(new VectorFileStamp(model, dimension)), cancellationToken);
        return new EmbeddedVectorDraft(this, dimension);
    }

    /// <summary>Reads the file now rather than at the first question.</summary>
    public Task LoadAsync(CancellationToken cancellationToken) => ReadRowsAsync(cancellationToken).AsTask();

    /// <summary>What a draft does to the file, in turn with the index's own writers.</summary>
    internal Task OnFileAsync(Action<VectorFile> work, CancellationToken cancellationToken) =>
        InTurnAsync(() => work(OpenFile()), cancellationToken);

    internal bool HasFile => File.Exists(_path);

    /// <summary>Which state of another store the vectors are a copy of; null where they are the only ones, or of nothing yet.</summary>
    internal Task<FollowedFeed?> ReadFollowedAsync(CancellationToken cancellationToken) => InTurnAsync(
        () => OpenFile() is var file && file.Stamp == Current ? file.ReadFollowed() : null, cancellationToken);

    /// <summary>Forgets everything, for a copy that begins anew; a damaged file goes too.</summary>
    internal Task EmptyAsync(CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            CloseFile();
            Volatile.Write(ref _rows, null);
            foreach (var file in new[] { _path, _path + "-wal", _path + "-shm" }.Where(File.Exists))
            {
                File.Delete(file);
            }
        },
        cancellationToken);

    internal Task SwitchAsync(CancellationToken cancellationToken) => OnFileAsync(
        file =>
        {
            try
            {
                file.Switch();
            }
            finally
            {
                // Whether it went well or not: what the file holds now is read again before the next search.
                Volatile.Write(ref _rows, null);
            }
        },
        cancellationToken);

    public void Dispose()
    {
        CloseFile();
        _gate.Dispose();
    }

    private async ValueTask<VectorRows> ReadRowsAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _rows) ?? await InTurnAsync(LoadRows, cancellationToken);

    private Task<bool> InTurnAsync(Action work, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            work();
            return true;
        },
        cancellationToken);

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return work();
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Write(Action<VectorFile> store, Func<VectorRows, VectorRows> apply)
    {
        var rows = LoadRows();
        store(OpenFile());
        try
        {
            Volatile.Write(ref _rows, apply(rows));
        }
        catch (OutOfMemoryException)
        {
            // The file is ahead of what is published: the next reader loads it afresh.
            Volatile.Write(ref _rows, null);
            throw;
        }
    }

    private VectorRows LoadRows()
    {
        if (_rows is { } published)
        {
            return published;
        }

        var file = OpenFile();
        if (file.Stamp != Current)
        {
            throw new VectorIndexMismatchException(file.Stamp.Model, file.Stamp.Dimension, Current.Model, Current.Dimension);
        }

        var started = Stopwatch.GetTimestamp();
        var rows = file.Chunks.Load(file.Stamp.Dimension);
        Volatile.Write(ref _rows, rows);
        var elapsed = Stopwatch.GetElapsedTime(started);
        Loaded(rows.Count, elapsed);
        return rows;
    }

    private VectorFile OpenFile()
    {
        // A file without vectors, opened before the length of the model's was known: opened again it takes the model's name and length.
        if (_file is { } open && open.Stamp != Current && open.Chunks.Count() == 0)
        {
            CloseFile();
        }

        return _file ??= VectorFile.Open(_path, Current);
    }

    private void CloseFile()
    {
        _file?.Dispose();
        _file = null;
    }

    private long FileBytes() =>
        new[] { _path, _path + "-wal" }.Select(path => new FileInfo(path)).Where(file => file.Exists).Sum(file => file.Length);

    [LoggerMessage(Level = LogLevel.Information, Message = "Vector index loaded: {Count} vectors in {Elapsed}")]
    private partial void Loaded(int count, TimeSpan elapsed);
}
