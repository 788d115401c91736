using System.Diagnostics;
using System.Numerics.Tensors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>
/// All vectors in memory, searched exactly, and in a file beside the database. Writers take turns: first the file, then the new
/// <see cref="VectorRows"/> are published; readers take the published ones and wait for nobody.
/// </summary>
internal sealed partial class EmbeddedVectorIndex : IVectorIndex, IDisposable
{
    private const float UnitLengthTolerance = 0.01f;

    private readonly string _path;
    private readonly IEmbeddingModel _model;
    private readonly ILogger<EmbeddedVectorIndex> _logger;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private VectorFile? _file;
    private VectorRows? _rows;

    public EmbeddedVectorIndex(IOptions<StorageOptions> storage, IEmbeddingModel model, ILogger<EmbeddedVectorIndex> logger)
    {
        _path = Path.Combine(storage.Value.VectorsPath, "vectors.db");
        _model = model;
        _logger = logger;
    }

    private VectorFileStamp Current => new(_model.Name, _model.Dimension);

    public async Task UpsertAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken)
    {
        foreach (var chunk in chunks)
        {
            CheckVector(chunk.Vector.Span);
        }

        await WriteAsync(file => file.Upsert(chunks), rows => rows.With(chunks), cancellationToken);
    }

    public async Task DeleteAsync(DocumentId document, int? version, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // What another model made can still be deleted, and what one made that is not known yet; when nothing of it is left the file is free for the new one.
            var file = OpenFile();
            if (file.Stamp != Current || _model.Dimension == 0)
            {
                file.Delete(document, version);
                CloseFile();
                return;
            }
        }
        finally
        {
            _gate.Release();
        }

        await WriteAsync(file => file.Delete(document, version), rows => rows.Without(document, version), cancellationToken);
    }

    public async Task<IReadOnlyList<VectorHit>> SearchAsync(
        ReadOnlyMemory<float> query, int count, DocumentId? onlyIn, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        CheckVector(query.Span);
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

    public async Task<IReadOnlyList<StoredParts>> ListStoredAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return OpenFile().ListStored();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<VectorIndexDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        var (count, stamp, draft) = await ReadFileAsync(cancellationToken);
        return new VectorIndexDescription(
            "embedded", _path, File.Exists(_path), "chunks", count, stamp.Dimension, stamp.Model, FileBytes())
        { DraftModel = draft };
    }

    public async Task<IVectorIndexDraft> BeginDraftAsync(string model, int dimension, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        await OnFileAsync(file => file.BeginDraft(new VectorFileStamp(model, dimension)), cancellationToken);
        return new EmbeddedVectorDraft(this, dimension);
    }

    /// <summary>What a draft does to the file, in turn with the index's own writers.</summary>
    internal async Task OnFileAsync(Action<VectorFile> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            work(OpenFile());
        }
        finally
        {
            _gate.Release();
        }
    }

    internal async Task SwitchAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            OpenFile().Switch();
        }
        finally
        {
            // Whether it went well or not: what the file holds now is read again before the next search.
            Volatile.Write(ref _rows, null);
            _gate.Release();
        }
    }

    internal static void CheckVector(ReadOnlySpan<float> vector, int dimension)
    {
        if (vector.Length != dimension)
        {
            throw new InvalidOperationException($"A vector of {vector.Length} floats in an index of {dimension} dimensions.");
        }

        // A dot product is a cosine only between vectors of unit length; NaN fails this too.
        if (!(Math.Abs(TensorPrimitives.Norm(vector) - 1) <= UnitLengthTolerance))
        {
            throw new ArgumentException("A vector is not of unit length.", nameof(vector));
        }
    }

    /// <summary>Reads the file now rather than at the first question.</summary>
    public Task LoadAsync(CancellationToken cancellationToken) => ReadRowsAsync(cancellationToken).AsTask();

    public void Dispose()
    {
        CloseFile();
        _gate.Dispose();
    }

    private async ValueTask<VectorRows> ReadRowsAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _rows) is { } published)
        {
            return published;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return LoadRows();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<(long Count, VectorFileStamp Stamp, string? Draft)> ReadFileAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var file = OpenFile();
            return (file.CountRows(), file.Stamp, file.DraftModel());
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task WriteAsync(Action<VectorFile> store, Func<VectorRows, VectorRows> apply, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
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
        finally
        {
            _gate.Release();
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
            throw new VectorIndexMismatchException(file.Stamp.Model, file.Stamp.Dimension, _model.Name, _model.Dimension);
        }

        var started = Stopwatch.GetTimestamp();
        var rows = file.Load();
        Volatile.Write(ref _rows, rows);
        var elapsed = Stopwatch.GetElapsedTime(started);
        Loaded(rows.Count, elapsed);
        return rows;
    }

    private VectorFile OpenFile()
    {
        // A file without vectors, opened before the length of the model's was known: opened again it takes the model's name and length.
        if (_file is { } open && open.Stamp != Current && open.CountRows() == 0)
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

    private void CheckVector(ReadOnlySpan<float> vector) => CheckVector(vector, _model.Dimension);

    private long FileBytes() =>
        new[] { _path, _path + "-wal" }.Select(path => new FileInfo(path)).Where(file => file.Exists).Sum(file => file.Length);

    [LoggerMessage(Level = LogLevel.Information, Message = "Vector index loaded: {Count} vectors in {Elapsed}")]
    private partial void Loaded(int count, TimeSpan elapsed);
}
