using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <summary>Which conversations: those with one message that fits all of it.</summary>
/// <param name="Skip">How many to leave out.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Text">Part of the message, without case and accents (<see cref="SearchText"/>); never a pattern. Null: any.</param>
/// <param name="From">The message is not older. Null: however old.</param>
/// <param name="Until">The message is older than this. Null: up to now.</param>
public sealed record ConversationSearch(
    int Skip, int Limit, string? Text = null, DateTimeOffset? From = null, DateTimeOffset? Until = null);

/// <param name="Messages">How many it has.</param>
/// <param name="FirstQuestion">Null where it has none.</param>
/// <param name="Origin">The site that it began at; null when that is not known.</param>
public sealed record ConversationSummary(
    ConversationId Id, DateTimeOffset StartedAt, DateTimeOffset LastMessageAt, int Messages, string? FirstQuestion, string? Origin);

/// <param name="Total">Of all that fit, not of this page alone.</param>
public sealed record ConversationPage(IReadOnlyList<ConversationSummary> Items, int Total);
