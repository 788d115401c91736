using System.ComponentModel.DataAnnotations;

namespace Rag.Application.Costs;

public sealed class CostOptions
{
    public const string Section = "Costs";

    /// <summary>Tokens of the language model a day (UTC), after which answers quote the documents. Default: no limit.</summary>
    [Range(1, int.MaxValue)]
    public int? DailyTokenBudget { get; set; }

    /// <summary>A list and no dictionary: a model's name may hold a colon, which ends a name in a configuration.</summary>
    public IList<ModelPrice> Prices { get; } = [];
}

/// <summary>In USD per million tokens.</summary>
public sealed class ModelPrice
{
    private const decimal Unit = 1_000_000;

    public string Model { get; set; } = "";

    public decimal Prompt { get; set; }

    public decimal Completion { get; set; }

    public decimal Of(long promptTokens, long completionTokens) => ((Prompt * promptTokens) + (Completion * completionTokens)) / Unit;
}
