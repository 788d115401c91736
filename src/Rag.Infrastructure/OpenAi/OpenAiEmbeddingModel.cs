using System.Text;
using Microsoft.Extensions.AI;
using Rag.Application.Chat;
using Rag.Application.Retrieval;
using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Infrastructure.OpenAi;

/// <summary>
/// An embedding model behind OpenAI's protocol. Length and scale of its vectors are learnt from its answer to
/// <see cref="SimilaritySample"/>; until then it counts as not loaded.
/// </summary>
internal sealed class OpenAiEmbeddingModel(string model, EmbeddingCalls calls) : IEmbeddingEngine
{
    /// <summary>What EMBEDDING_MODEL begins with; the rest is the model's name at the provider.</summary>
    public const string Prefix = "openai:";

    /// <summary>The window of OpenAI's models in tokens. No text has more tokens than bytes, so bytes are counted: there is no tokenizer here.</summary>
    private const int Window = 8191;

    private readonly TaskCompletionSource<LearntModel> _learnt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Error? _fault;

    public string Name { get; } = Prefix + model;

    public int Dimension => Learnt?.Dimension ?? 0;

    public SimilarityScale Similarity => Learnt?.Scale ?? new SimilarityScale(0, 1);

    public bool IsLoaded => Learnt is not null;

    public Error? Fault => Volatile.Read(ref _fault);

    private LearntModel? Learnt => _learnt.Task.IsCompletedSuccessfully ? _learnt.Task.Result : null;

    public static bool IsNamedBy(string embeddingModel) => embeddingModel.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    public Task WhenLoadedAsync(CancellationToken cancellationToken) => _learnt.Task.WaitAsync(cancellationToken);

    /// <summary>Asks once for what has to be known; throws what <see cref="Fault"/> then says, and can be called again.</summary>
    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        var vectors = await CallAsync(SimilaritySample.Texts, EmbeddingRole.Query, cancellationToken);
        _learnt.TrySetResult(new LearntModel(vectors[0].Length, SimilaritySample.Measure(vectors)));
    }

    public bool FitsWhole(string passage) => Encoding.UTF8.GetByteCount(passage) <= Window;

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var role = options is RoleEmbeddingOptions named
            ? named.Role
            : throw new ArgumentException($"Say what the texts are: {nameof(RoleEmbeddingOptions)} Query or Passage.", nameof(options));
        var learnt = await _learnt.Task.WaitAsync(cancellationToken);
        var vectors = await CallAsync([.. values], role, cancellationToken);
        if (vectors.Any(vector => vector.Length != learnt.Dimension))
        {
            // The provider has put another model behind the name: its vectors would mean nothing beside the stored ones.
            throw Failed(new ModelException(ConversationErrors.EmbedderChanged(), canRetry: false));
        }

        return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector) { ModelId = Name }));
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
        // The connections belong to the transport.
    }

    private async Task<IReadOnlyList<float[]>> CallAsync(IReadOnlyList<string> texts, EmbeddingRole role, CancellationToken cancellationToken)
    {
        try
        {
            var vectors = await calls.EmbedAsync(texts, role, cancellationToken);
            Volatile.Write(ref _fault, null);
            return vectors;
        }
        catch (ModelException fault)
        {
            throw Failed(fault);
        }
    }

    private ModelException Failed(ModelException fault)
    {
        Volatile.Write(ref _fault, fault.Error);
        return fault;
    }

    private sealed record LearntModel(int Dimension, SimilarityScale Scale);
}
