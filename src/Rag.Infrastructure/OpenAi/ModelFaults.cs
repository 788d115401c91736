using System.ClientModel;
using System.Globalization;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Infrastructure.OpenAi;

/// <summary>What a failure of a provider's client means to us.</summary>
internal static class ModelFaults
{
    // A provider that asks for more is not going to be waited for by anybody.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    public static int? StatusOf(Exception fault) => fault is ClientResultException { Status: > 0 } refused ? refused.Status : null;

    public static ModelException Translate(Exception fault, DateTimeOffset now) => StatusOf(fault) switch
    {
        401 or 403 => new ModelException(ConversationErrors.ModelRefusedKey(), canRetry: false),
        429 => new ModelException(ConversationErrors.ModelBusy(RetryAfter((ClientResultException)fault, now)), canRetry: true),

        // Any other 4xx is about what we sent (a model's name, a limit): the same request will be refused again.
        >= 400 and < 500 and not 408 and not 409 => new ModelException(ConversationErrors.ModelFailed(), canRetry: false),

        // 5xx, no connection, cut, not understandable, or too slow.
        _ => new ModelException(ConversationErrors.ModelFailed(), canRetry: true),
    };

    /// <summary>The same of a call for embeddings.</summary>
    public static ModelException TranslateEmbedding(Exception fault, DateTimeOffset now) => StatusOf(fault) switch
    {
        401 or 403 => new ModelException(ConversationErrors.EmbedderRefusedKey(), canRetry: false),
        404 => new ModelException(ConversationErrors.EmbedderUnknownModel(), canRetry: false),
        429 => new ModelException(ConversationErrors.EmbedderBusy(RetryAfter((ClientResultException)fault, now)), canRetry: true),
        >= 400 and < 500 and not 408 and not 409 => new ModelException(ConversationErrors.EmbedderFailed(), canRetry: false),
        _ => new ModelException(ConversationErrors.EmbedderFailed(), canRetry: true),
    };

    private static TimeSpan? RetryAfter(ClientResultException refused, DateTimeOffset now)
    {
        if (refused.GetRawResponse() is not { } response || !response.Headers.TryGetValue("Retry-After", out var text))
        {
            return null;
        }

        TimeSpan? delay = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until - now
            : null;
        return delay is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, LongestRetryAfter.Ticks)) : null;
    }
}
