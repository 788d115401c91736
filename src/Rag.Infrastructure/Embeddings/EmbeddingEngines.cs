using Microsoft.Extensions.Options;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Onnx;
using Rag.Infrastructure.OpenAi;

namespace Rag.Infrastructure.Embeddings;

/// <summary>Models of folders in this process, and those of a provider.</summary>
internal sealed class EmbeddingEngines(IOptions<EmbeddingOptions> options, PassageWorkers workers, IServiceProvider provider) : IEmbeddingEngines
{
    private string? _wanted;

    public string WantedName => _wanted ??= OpenAiEmbeddingModel.IsNamedBy(options.Value.Model)
        ? OpenAiEmbeddingModel.Prefix + options.Value.Model[OpenAiEmbeddingModel.Prefix.Length..].Trim()
        : EmbeddingModelFolder.Find(options.Value).Manifest.Name;

    public IEmbeddingEngine? Find(string name)
    {
        if (OpenAiEmbeddingModel.IsNamedBy(name))
        {
            return OpenAiEmbeddingServices.Create(provider, name);
        }

        try
        {
            var asked = name == WantedName ? options.Value.Model : name;
            return new OnnxEmbeddingModel(
                EmbeddingModelFolder.Find(new EmbeddingOptions { Model = asked, ModelsDirectory = options.Value.ModelsDirectory }), workers);
        }
        catch (EmbeddingModelException)
        {
            return null; // Gone, or no longer whole: to the caller it is the same.
        }
    }

    public Task LoadAsync(IEmbeddingEngine engine, CancellationToken cancellationToken) => engine switch
    {
        _ when engine.IsLoaded => Task.CompletedTask,
        OnnxEmbeddingModel folder => folder.LoadAsync(cancellationToken),
        OpenAiEmbeddingModel remote => remote.LearnAsync(cancellationToken),
        _ => engine.WhenLoadedAsync(cancellationToken),
    };
}
