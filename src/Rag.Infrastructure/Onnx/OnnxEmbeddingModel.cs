using Microsoft.Extensions.AI;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.Onnx;

/// <summary>The embedding model of a folder, loaded in the background while callers wait.</summary>
internal sealed class OnnxEmbeddingModel(EmbeddingModelFolder folder, PassageWorkers passages) : IEmbeddingEngine
{
    private readonly TaskCompletionSource<LoadedEmbeddingModel> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EmbeddingGeneratorMetadata _metadata = new("onnx", providerUri: null, folder.Manifest.Name, folder.Manifest.Dimension);
    private bool _isBegun;

    public string Name => folder.Manifest.Name;

    public int Dimension => folder.Manifest.Dimension;

    public SimilarityScale Similarity => folder.Manifest.SimilarityScale;

    public IReadOnlyList<string> Languages => folder.Manifest.Languages;

    public bool IsLoaded => _loaded.Task.IsCompletedSuccessfully;

    public Task WhenLoadedAsync(CancellationToken cancellationToken) => _loaded.Task.WaitAsync(cancellationToken);

    /// <summary>Loads the model, once; whoever asks meanwhile and the callers of the other methods wait for it or get its failure.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isBegun, true))
        {
            // The start loads the model in force, and a rebuild that the last process did not finish asks for the same one beside it.
            await WhenLoadedAsync(cancellationToken);
            return;
        }

        try
        {
            _loaded.SetResult(await LoadedEmbeddingModel.LoadAsync(folder, cancellationToken));
        }
        catch (Exception exception)
        {
            _loaded.SetException(exception);
            _ = _loaded.Task.Exception; // Observed: nobody may be waiting.
            throw;
        }
    }

    public bool FitsWhole(string passage) =>
        IsLoaded ? _loaded.Task.Result.Input.FitsWhole(passage) : throw new InvalidOperationException($"The model {Name} is not loaded.");

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (role, moreFollow) = options is RoleEmbeddingOptions named
            ? (named.Role, named.MoreFollow)
            : throw new ArgumentException($"Say what the texts are: {nameof(RoleEmbeddingOptions)} Query or Passage.", nameof(options));
        var model = await _loaded.Task.WaitAsync(cancellationToken);
        var inputs = values.Select(text => model.Input.ToPieces(text, role)).ToList();
        var vectors = role == EmbeddingRole.Query
            ? EmbedQueries(model, inputs, cancellationToken)
            : await EmbedPassagesAsync(model, inputs, moreFollow, cancellationToken);
        var pieces = inputs.Sum(input => (long)input.Length);
        return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector) { ModelId = Name }))
        {
            Usage = new UsageDetails { InputTokenCount = pieces, TotalTokenCount = pieces },
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The workers are shared with the model that comes after this one.
        if (IsLoaded)
        {
            _loaded.Task.Result.Dispose();
        }
    }

    /// <summary>A question runs where it is asked, on a thread that is already running: there is no queue of any kind before it.</summary>
    private static float[][] EmbedQueries(LoadedEmbeddingModel model, List<long[]> inputs, CancellationToken cancellationToken)
    {
        var vectors = new float[inputs.Count][];
        for (var index = 0; index < vectors.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            vectors[index] = model.Embed(inputs[index], releaseMemory: false);
        }

        return vectors;
    }

    private Task<float[][]> EmbedPassagesAsync(
        LoadedEmbeddingModel model, List<long[]> inputs, bool moreFollow, CancellationToken cancellationToken) =>
        Task.WhenAll(inputs.Select(input => passages.RunAsync(last => model.Embed(input, releaseMemory: last && !moreFollow), cancellationToken)));
}
