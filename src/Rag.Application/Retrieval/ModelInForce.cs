using Microsoft.Extensions.AI;
using Rag.Domain.Results;

namespace Rag.Application.Retrieval;

/// <summary>
/// The model that the index's vectors were made with: every text is embedded with it and no other until a rebuild switches both. Which
/// one that is turns out once the index has been asked; until then nothing counts as loaded.
/// </summary>
public sealed class ModelInForce(IEmbeddingEngines engines) : IEmbeddingModel, IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly TaskCompletionSource _chosen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Used? _current;
    private string? _missing;

    public string Name => Engine?.Name ?? engines.WantedName;

    public int Dimension => Engine?.Dimension ?? 0;

    public SimilarityScale Similarity => Engine?.Similarity ?? new SimilarityScale(0, 1);

    public IReadOnlyList<string> Languages => Engine?.Languages ?? [];

    public bool IsLoaded => Engine?.IsLoaded ?? false;

    public string WantedName => engines.WantedName;

    public string? MissingModel => Volatile.Read(ref _missing);

    public Error? Fault => Engine?.Fault;

    /// <summary>The model itself; null until it is chosen.</summary>
    public IEmbeddingEngine? Engine => Volatile.Read(ref _current)?.Engine;

    /// <summary>Completes when the index has been asked for its model.</summary>
    public Task WhenChosenAsync(CancellationToken cancellationToken) => _chosen.Task.WaitAsync(cancellationToken);

    public async Task WhenLoadedAsync(CancellationToken cancellationToken)
    {
        await _chosen.Task.WaitAsync(cancellationToken);
        await Engine!.WhenLoadedAsync(cancellationToken);
    }

    public bool FitsWhole(string passage) =>
        (Engine ?? throw new InvalidOperationException("No embedding model has been chosen yet.")).FitsWhole(passage);

    /// <summary>From now on texts are embedded with this model; the one before is disposed when its last call is over.</summary>
    /// <param name="missing">The index's model where it is not here: then there is nothing to compare a question with.</param>
    public void Use(IEmbeddingEngine engine, string? missing = null)
    {
        Used? before;
        lock (_lock)
        {
            before = _current;
            Volatile.Write(ref _missing, missing);
            if (before?.Engine != engine)
            {
                Volatile.Write(ref _current, new Used(engine));
            }
        }

        _chosen.TrySetResult();
        if (before is not null && before.Engine != engine)
        {
            before.Leave();
        }
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        await _chosen.Task.WaitAsync(cancellationToken);
        var used = Enter();
        try
        {
            return await used.Engine.GenerateAsync(values, options, cancellationToken);
        }
        finally
        {
            used.Leave();
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : Engine?.GetService(serviceType, serviceKey);
    }

    public void Dispose() => Engine?.Dispose();

    private Used Enter()
    {
        // A switch may retire the model between reading it and entering it.
        while (true)
        {
            var used = Volatile.Read(ref _current)!;
            if (used.TryEnter())
            {
                return used;
            }
        }
    }

    /// <summary>A model and how many use it: one for being in force, one for each call.</summary>
    private sealed class Used(IEmbeddingEngine engine)
    {
        private readonly Lock _lock = new();
        private int _users = 1;

        public IEmbeddingEngine Engine => engine;

        public bool TryEnter()
        {
            lock (_lock)
            {
                _users += _users > 0 ? 1 : 0;
                return _users > 0;
            }
        }

        public void Leave()
        {
            bool isLast;
            lock (_lock)
            {
                isLast = --_users == 0;
            }

            if (isLast)
            {
                engine.Dispose();
            }
        }
    }
}
