using Microsoft.Extensions.Options;
using Rag.Infrastructure.OpenAi;

namespace Rag.Infrastructure.Onnx;

/// <summary>Finds the model folder before anything starts, so that a wrong name ends the process with a sentence and not later.</summary>
internal sealed class EmbeddingOptionsValidator : IValidateOptions<EmbeddingOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Model) || string.IsNullOrWhiteSpace(options.ModelsDirectory))
        {
            return ValidateOptionsResult.Skip; // The data annotations say it.
        }

        if (OpenAiEmbeddingModel.IsNamedBy(options.Model))
        {
            return ValidateOptionsResult.Success; // No folder of ours: the provider is asked once the port is open.
        }

        try
        {
            EmbeddingModelFolder.Find(options);
            return ValidateOptionsResult.Success;
        }
        catch (EmbeddingModelException exception)
        {
            return ValidateOptionsResult.Fail(exception.Message);
        }
    }
}
