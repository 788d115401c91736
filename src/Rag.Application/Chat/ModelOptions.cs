using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.AI;

namespace Rag.Application.Chat;

public enum ModelType
{
    /// <summary>Quotes the sentences that answer; needs no model.</summary>
    Local,
    OpenAI,
    Azure,
}

public sealed class ModelOptions
{
    public const string Section = "Model";

    public ModelType Type { get; set; } = ModelType.Local;

    /// <summary>The model's name at its provider. Default gpt-4o-mini.</summary>
    [Required]
    public string Name { get; set; } = "gpt-4o-mini";

    /// <summary>The name that answers, metrics and the ledger have for it: where a client can say it, the one at the provider, which with Azure is the deployment's.</summary>
    public string NameOf(IChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.GetService<ChatClientMetadata>()?.DefaultModelId ?? Name;
    }

    /// <summary>Longest answer in tokens. Default 2000.</summary>
    [Range(1, 100_000)]
    public int MaxTokens { get; set; } = 2000;

    /// <summary>0..1 by the contract. Default 0.7; the stored bot configuration wins.</summary>
    [Range(0.0, 1.0)]
    public double Temperature { get; set; } = 0.7;
}
