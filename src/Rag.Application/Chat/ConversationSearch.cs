using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <summary>Which conversations: those with one message that fits all of it.</summary>
/// <param name="Skip">How many to leave out.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Text">Part of the message, without case and accents (<see cref="SearchText"/>); never a pattern. Null: any.</param>
/// <param name="From">The message is not older. Null: however old.</param>
/// <param name="Until">The message is older than this. Null: up to now.</param>
/// <param name="Rating">One of its answers, whichever, is rated so. Null: however rated, or not at all.</param>
public sealed record ConversationSearch(
    int Skip, int Limit, string? Text = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, Rating? Rating = null)
{
    /// <summary>All of them are asked for.</summary>
    public bool IsOpen => this is { Text: null, From: null, Until: null, Rating: null };
}

/// <param name="Messages">How many it has.</param>
/// <param name="FirstQuestion">Null where it has none.</param>
/// <param name="Origin">The site that it began at; null when that is not known.</param>
/// <param name="RatedUp">Its answers whose last rating is up.</param>
/// <param name="RatedDown">Its answers whose last rating is down.</param>
public sealed record ConversationSummary(
    ConversationId Id, DateTimeOffset StartedAt, DateTimeOffset LastMessageAt, int Messages, string? FirstQuestion, string? Origin,
    int RatedUp, int RatedDown);

/// <param name="Total">Of all that fit, not of this page alone.</param>
public sealed record ConversationPage(IReadOnlyList<ConversationSummary> Items, int Total);
