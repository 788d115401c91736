using Microsoft.Extensions.AI;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Onnx;

namespace Rag.Api.FunctionalTests;

/// <summary>
/// The real embedder, which waits once before it gives passages back (a worker is caught in the middle of its work), or a question.
/// </summary>
internal sealed class HeldEmbedder(EmbeddingRole held = EmbeddingRole.Passage) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly OnnxEmbeddingModel _inner = SharedEmbeddingModel.Loaded;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromMinutes(1));

    public void Release() => _released.TrySetResult();

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var embedded = await _inner.GenerateAsync(values, options, cancellationToken);
        // The first passages are a document's; answers that quote embed questions and sentences later.
        if ((options is RoleEmbeddingOptions { Role: EmbeddingRole.Query }) != (held == EmbeddingRole.Query) || !_reached.TrySetResult())
        {
            return embedded;
        }

        // Deaf to cancellation, as the work of a hung process is.
        await _released.Task;
        return embedded;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        ((IEmbeddingGenerator)_inner).GetService(serviceType, serviceKey);

    public void Dispose()
    {
        // The embedder is shared by all tests.
    }
}
