namespace Rag.Application.Chat;

/// <summary>
/// Figures over all that is stored. An answer that was cut (its reader left) or failed is neither answered nor unanswered: nobody
/// can say what it would have become. Its question, its tokens and the time to its first word count all the same.
/// </summary>
/// <param name="Questions">Messages of visitors.</param>
/// <param name="Answered">Answers that were given to their end, or up to the limit of tokens.</param>
/// <param name="NoAnswer">Answers that say that the documents do not hold it.</param>
/// <param name="RatedUp">Answers whose last rating is up.</param>
/// <param name="RatedDown">Answers whose last rating is down.</param>
/// <param name="AverageToFirstToken">Over the answers of which a word was sent; null when there is none.</param>
/// <param name="Tokens">Of all prompts and answers.</param>
public sealed record ConversationTotals(
    long Questions, long Conversations, long Answered, long NoAnswer, long RatedUp, long RatedDown, TimeSpan? AverageToFirstToken, long Tokens);
