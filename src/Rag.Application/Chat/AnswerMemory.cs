using Microsoft.Extensions.Options;
using Rag.Application.Telemetry;
using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <summary>Which answers are kept and given again, and for how long.</summary>
internal sealed class AnswerMemory(
    IAnswerCache cache, IOptions<AnswerCacheOptions> options, IOptions<ModelOptions> model, RagMetrics metrics, TimeProvider time)
{
    public bool IsEnabled => options.Value.Enabled;

    /// <summary>Null for what is neither looked up nor kept, as a preview.</summary>
    public string? KeyOf(AnswerTask task, IAnswerWriter writer) =>
        task.Conversation is null ? null : AnswerCacheKey.Of(task, writer, model.Value);

    public async Task<CachedAnswer?> FindAsync(string key, CancellationToken cancellationToken)
    {
        // By the time stored with it: a level of the cache may keep it longer, and its clock is not ours.
        var known = await cache.FindAsync(key, cancellationToken);
        var fresh = known is not null && time.GetUtcNow() - known.WrittenAt < options.Value.TimeToLive ? known : null;
        metrics.AnswerLookedUp(isHit: fresh is not null);
        return fresh;
    }

    /// <param name="reason">Only of an answer that its writer ended: one that reached the limit of tokens is not kept.</param>
    public Task KeepAsync(string key, string text, FinishReason reason, CancellationToken cancellationToken) =>
        reason == FinishReason.Stop && !string.IsNullOrWhiteSpace(text)
            ? cache.SaveAsync(key, new CachedAnswer(text, reason, time.GetUtcNow()), options.Value.TimeToLive, cancellationToken)
            : Task.CompletedTask;
}
