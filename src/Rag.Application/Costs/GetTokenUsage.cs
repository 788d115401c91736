using FluentValidation;
using MediatR;
using Rag.Application.Chat;
using Rag.Domain.Results;

namespace Rag.Application.Costs;

/// <summary>Tokens and cost of all calls to models elsewhere in a span of time.</summary>
/// <param name="From">A day or an instant; null: <see cref="GetTokenUsageHandler.DefaultDays"/> days up to the end.</param>
/// <param name="To">A day (the whole of it) or an instant; null: now.</param>
/// <param name="By">day, model or conversation; null is day.</param>
public sealed record GetTokenUsage(string? From, string? To, string? By) : IRequest<Result<TokenUsageReport>>;

/// <param name="Until">Exclusive; null: up to now.</param>
/// <param name="Groups">Days in their order; models and conversations by their tokens, the most first.</param>
/// <param name="Budget">A day; null: no limit.</param>
public sealed record TokenUsageReport(
    DateTimeOffset From, DateTimeOffset? Until, TokenGrouping By, IReadOnlyList<UsageGroup> Groups, UsageFigures Total, int? Budget, long SpentToday);

/// <param name="Key">As <see cref="TokenSum.Key"/>.</param>
public sealed record UsageGroup(string? Key, UsageFigures Figures);

public sealed record UsageFigures
{
    public long Calls { get; init; }

    /// <summary>Of the language model.</summary>
    public long PromptTokens { get; init; }

    public long CompletionTokens { get; init; }

    public long EmbeddingTokens { get; init; }

    public long TotalTokens => PromptTokens + CompletionTokens + EmbeddingTokens;

    /// <summary>Those of the total that were counted here, because a provider told nothing or the call was cut.</summary>
    public long EstimatedTokens { get; init; }

    /// <summary>Those of the total whose model has no price.</summary>
    public long UnpricedTokens { get; init; }

    /// <summary>In USD, without what is unpriced; null where nothing has a price.</summary>
    public decimal? Cost { get; init; }
}

internal sealed class GetTokenUsageValidator : AbstractValidator<GetTokenUsage>
{
    public GetTokenUsageValidator()
    {
        this.RuleForSpan(usage => usage.From, usage => usage.To);
        RuleFor(usage => usage.By)
            .Must(by => by is null || Groupings.Find(by) is not null)
            .WithErrorCode("enum").WithMessage("Must be day, model or conversation.");
    }
}

internal static class Groupings
{
    public static TokenGrouping? Find(string name) =>
        Enum.GetValues<TokenGrouping>().Cast<TokenGrouping?>().FirstOrDefault(by => by.ToString()!.Equals(name, StringComparison.OrdinalIgnoreCase));
}

internal sealed class GetTokenUsageHandler(ITokenLedger ledger, PriceList prices, DailyBudget budget, TimeProvider time)
    : IRequestHandler<GetTokenUsage, Result<TokenUsageReport>>
{
    public const int DefaultDays = 30;

    /// <summary>There may be a hundred thousand conversations; those that cost the most are what one looks for.</summary>
    private const int MostConversations = 100;

    public async Task<Result<TokenUsageReport>> Handle(GetTokenUsage request, CancellationToken cancellationToken)
    {
        var until = DateBound.Until(request.To);
        var from = DateBound.From(request.From) ?? DefaultStart(until);
        var by = Groupings.Find(request.By ?? "") ?? TokenGrouping.Day;
        var most = by == TokenGrouping.Conversation ? MostConversations : int.MaxValue;
        var sums = await ledger.GroupAsync(from, until, by, most, cancellationToken);
        var all = by == TokenGrouping.Conversation
            ? await ledger.GroupAsync(from, until, TokenGrouping.Model, int.MaxValue, cancellationToken)
            : sums;
        var groups = sums.GroupBy(sum => sum.Key, (key, lines) => new UsageGroup(key, prices.Total(lines)));
        return new TokenUsageReport(
            from, until, by, [.. InOrder(groups, by)], prices.Total(all), budget.Tokens, await budget.SpentTodayAsync(cancellationToken));
    }

    private static IEnumerable<UsageGroup> InOrder(IEnumerable<UsageGroup> groups, TokenGrouping by) => by == TokenGrouping.Day
        ? groups.OrderBy(group => group.Key, StringComparer.Ordinal)
        : groups.OrderByDescending(group => group.Figures.TotalTokens).ThenBy(group => group.Key, StringComparer.Ordinal);

    // The day of the end is one of them.
    private DateTimeOffset DefaultStart(DateTimeOffset? until)
    {
        var last = (until?.AddTicks(-1) ?? time.GetUtcNow()).UtcDateTime.Date;
        return new DateTimeOffset(last, TimeSpan.Zero).AddDays(1 - DefaultDays);
    }
}
