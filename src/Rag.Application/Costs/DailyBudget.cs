using Microsoft.Extensions.Options;

namespace Rag.Application.Costs;

/// <summary>
/// What the language model may still cost today. It is counted in the store, so that all instances share it; questions that are
/// being answered when it is reached are answered to their end. Embeddings are not in it: without them nothing is found at all.
/// </summary>
internal sealed class DailyBudget(ITokenLedger ledger, IOptions<CostOptions> options, TimeProvider time)
{
    /// <summary>Null: no limit.</summary>
    public int? Tokens => options.Value.DailyTokenBudget;

    public async Task<bool> IsSpentAsync(CancellationToken cancellationToken) =>
        Tokens is { } budget && await SpentTodayAsync(cancellationToken) >= budget;

    public Task<long> SpentTodayAsync(CancellationToken cancellationToken) =>
        ledger.SumAsync(ModelCallKind.Chat, new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero), cancellationToken);
}
