using Rag.Infrastructure.Onnx;

namespace Rag.Api.FunctionalTests;

/// <summary>The real default model, loaded once for all tests of this assembly: it has no state that a test could leave behind.</summary>
internal static class SharedEmbeddingModel
{
    private static readonly Lazy<Task<OnnxEmbeddingModel>> Loading = new(LoadAsync);

    public static OnnxEmbeddingModel Loaded => Loading.Value.GetAwaiter().GetResult();

    private static async Task<OnnxEmbeddingModel> LoadAsync()
    {
        var model = new OnnxEmbeddingModel(EmbeddingModelFolder.Find(new EmbeddingOptions()), new PassageWorkers());
        await model.LoadAsync(CancellationToken.None);
        return model;
    }
}
