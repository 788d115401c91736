using Microsoft.Extensions.Options;

namespace Rag.Application.Costs;

/// <summary>
/// Turns sums of the ledger into money. Prices are those of now, for old lines too: the ledger keeps tokens, and a price that was
/// entered late or mended holds for all of them.
/// </summary>
internal sealed class PriceList(IOptions<CostOptions> options)
{
    private readonly Dictionary<string, ModelPrice> _prices = options.Value.Prices
        .GroupBy(price => price.Model, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(same => same.Key, same => same.Last(), StringComparer.OrdinalIgnoreCase);

    public UsageFigures Total(IEnumerable<TokenSum> sums) => sums.Aggregate(new UsageFigures(), Add);

    private UsageFigures Add(UsageFigures total, TokenSum sum)
    {
        var isEmbedding = sum.Kind == ModelCallKind.Embedding;
        var price = _prices.GetValueOrDefault(sum.Model);
        return new UsageFigures
        {
            Calls = total.Calls + sum.Calls,
            PromptTokens = total.PromptTokens + (isEmbedding ? 0 : sum.Prompt),
            CompletionTokens = total.CompletionTokens + sum.Completion,
            EmbeddingTokens = total.EmbeddingTokens + (isEmbedding ? sum.Prompt : 0),
            EstimatedTokens = total.EstimatedTokens + sum.Estimated,
            UnpricedTokens = total.UnpricedTokens + (price is null ? sum.Prompt + sum.Completion : 0),
            Cost = price is null ? total.Cost : (total.Cost ?? 0) + price.Of(sum.Prompt, sum.Completion),
        };
    }
}
