using Microsoft.Extensions.Options;
using Rag.Application.Chat;

namespace Rag.Infrastructure.OpenAi;

public sealed class OpenAiOptions
{
    public const string Section = "OpenAi";

    /// <summary>May be empty for a compatible server that asks for none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Of any server that speaks OpenAI's protocol, up to and with its version, e.g. http://localhost:11434/v1. Default: OpenAI's.</summary>
    public Uri? BaseUrl { get; set; }
}

public sealed class AzureOpenAiOptions
{
    public const string Section = "AzureOpenAi";

    /// <summary>E.g. https://name.openai.azure.com.</summary>
    public Uri? Endpoint { get; set; }

    public string? ApiKey { get; set; }

    /// <summary>The deployment's name, which stands for the model.</summary>
    public string? Deployment { get; set; }
}

internal sealed class OpenAiOptionsValidator(IOptions<ModelOptions> model) : IValidateOptions<OpenAiOptions>, IValidateOptions<AzureOpenAiOptions>
{
    public ValidateOptionsResult Validate(string? name, OpenAiOptions options)
    {
        if (model.Value.Type != ModelType.OpenAI)
        {
            return ValidateOptionsResult.Skip;
        }

        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.ApiKey) && options.BaseUrl is null)
        {
            faults.Add("OPENAI_API_KEY: missing; MODEL_TYPE=OPENAI needs a key, or an OPENAI_BASE_URL of a server that asks for none.");
        }

        if (options.BaseUrl is { } url && !IsHttp(url))
        {
            faults.Add("OPENAI_BASE_URL: not an absolute http or https address, such as http://localhost:11434/v1.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    public ValidateOptionsResult Validate(string? name, AzureOpenAiOptions options)
    {
        if (model.Value.Type != ModelType.Azure)
        {
            return ValidateOptionsResult.Skip;
        }

        var faults = new List<string>();
        if (options.Endpoint is not { } url || !IsHttp(url))
        {
            faults.Add("AZURE_OPENAI_ENDPOINT: missing or not an absolute address, such as https://name.openai.azure.com.");
        }

        if (string.IsNullOrWhiteSpace(options.ApiKey))
        {
            faults.Add("AZURE_OPENAI_API_KEY: missing; MODEL_TYPE=AZURE needs it.");
        }

        if (string.IsNullOrWhiteSpace(options.Deployment))
        {
            faults.Add("AZURE_OPENAI_DEPLOYMENT: missing; it names the deployment to ask.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsHttp(Uri url) => url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
}
