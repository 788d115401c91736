using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Rag.Application.Costs;

namespace Rag.Api.Chat;

/// <summary>Which span of time, and by what it is added up.</summary>
public sealed class UsageQuery
{
    /// <summary>This day or instant, or later; the 30 days up to the end where it is missing. ISO 8601, in UTC where it names no offset.</summary>
    /// <example>2026-03-01</example>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>This day (the whole of it) or instant, or earlier; now where it is missing.</summary>
    /// <example>2026-03-31</example>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary><c>day</c>, <c>model</c> or <c>conversation</c>.</summary>
    [FromQuery(Name = "by")]
    public string? By { get; init; } = "day";
}

/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; null: up to now.</param>
/// <param name="Items">Days in their order, without those on which there was no call; models and conversations (the 100 largest) by their tokens, the most first.</param>
/// <param name="Total">Of the whole span.</param>
public sealed record UsageResponse(
    DateTimeOffset From, DateTimeOffset? To, string By, IReadOnlyList<UsageItem> Items, UsageItem Total, UsageBudget Budget)
{
    internal static UsageResponse Of(TokenUsageReport report) => new(
        report.From, report.Until, report.By.ToString().ToLowerInvariant(),
        [.. report.Groups.Select(group => UsageItem.Of(group.Key, group.Figures))],
        UsageItem.Of(key: null, report.Total), new UsageBudget(report.Budget, report.SpentToday, report.SpentToday >= report.Budget));
}

/// <param name="Key">The day (UTC), the model or the conversation's id; null for what belongs to no conversation (previews, documents, removed conversations).</param>
/// <param name="PromptTokens">Sent to the language model.</param>
/// <param name="EmbeddingTokens">Sent to an embedder elsewhere.</param>
/// <param name="EstimatedTokens">Those of the total that were counted here, because the provider told nothing or the call was cut.</param>
/// <param name="UnpricedTokens">Those of the total whose model is not in MODEL_PRICES.</param>
/// <param name="CostUsd">By the prices of now, without what is unpriced; null where nothing has a price.</param>
public sealed record UsageItem(
    string? Key, long Calls, long PromptTokens, long CompletionTokens, long EmbeddingTokens, long TotalTokens, long EstimatedTokens,
    long UnpricedTokens, decimal? CostUsd)
{
    internal static UsageItem Of(string? key, UsageFigures figures) => new(
        key, figures.Calls, figures.PromptTokens, figures.CompletionTokens, figures.EmbeddingTokens, figures.TotalTokens,
        figures.EstimatedTokens, figures.UnpricedTokens, figures.Cost is { } cost ? Shown(cost) : null);

    // Six places are a millionth of a dollar; trailing zeros of the arithmetic are left out.
    private static decimal Shown(decimal cost) =>
        decimal.Parse(Math.Round(cost, 6).ToString("0.######", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <param name="DailyTokens">DAILY_TOKEN_BUDGET; null: no limit.</param>
/// <param name="SpentToday">Tokens of the language model since midnight, UTC.</param>
/// <param name="IsSpent">Answers quote the documents until midnight.</param>
public sealed record UsageBudget(int? DailyTokens, long SpentToday, bool IsSpent);
