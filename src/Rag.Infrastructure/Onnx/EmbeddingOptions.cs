using System.ComponentModel.DataAnnotations;

namespace Rag.Infrastructure.Onnx;

/// <summary>Which embedding model runs in this process, and where its folder is looked for.</summary>
public sealed class EmbeddingOptions
{
    public const string Section = "Embedding";

    /// <summary>
    /// The <c>name</c> in the manifest of a folder under <see cref="ModelsDirectory"/>, or the absolute path of a folder of that
    /// shape anywhere; or <c>openai:</c> and the name of a model at the provider. Default intfloat/multilingual-e5-small.
    /// </summary>
    [Required]
    public string Model { get; set; } = "intfloat/multilingual-e5-small";

    /// <summary>The folder that holds model folders. Default: models beside the application, from whatever folder it is started.</summary>
    [Required]
    public string ModelsDirectory { get; set; } = Path.Combine(AppContext.BaseDirectory, "models");
}
