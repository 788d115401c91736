namespace Rag.Application.Costs;

/// <summary>By what the ledger's lines are added up.</summary>
public enum TokenGrouping
{
    /// <summary>The day of the call in UTC.</summary>
    Day,
    Model,
    Conversation,
}

/// <summary>Lines of one group, model and kind together.</summary>
/// <param name="Key">The day as yyyy-MM-dd, the model, or the conversation's id; null for lines without a conversation.</param>
/// <param name="Estimated">Those of the tokens that were counted here.</param>
public sealed record TokenSum(string? Key, string Model, ModelCallKind Kind, long Calls, long Prompt, long Completion, long Estimated);

/// <summary>
/// A line for every call to a model elsewhere. A line outlives its conversation: it was paid for. What is removed with the
/// conversation is its id.
/// </summary>
public interface ITokenLedger
{
    Task AddAsync(SpentTokens spent, CancellationToken cancellationToken);

    /// <summary>Tokens of one kind of calls since an instant, of all instances.</summary>
    Task<long> SumAsync(ModelCallKind kind, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>What a span of time comes to, in no particular order.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="until">Exclusive; null: to the last.</param>
    /// <param name="by">What makes a group.</param>
    /// <param name="most">How many groups at most; those with the most tokens are kept.</param>
    /// <param name="cancellationToken">The caller's.</param>
    Task<IReadOnlyList<TokenSum>> GroupAsync(
        DateTimeOffset from, DateTimeOffset? until, TokenGrouping by, int most, CancellationToken cancellationToken);
}
