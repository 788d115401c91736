using Microsoft.Extensions.Logging;
using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>How answers end (whole, failed, cut), what is stored of them then, and what the client is told.</summary>
internal sealed partial class AnswerEnding(CitationCheck citations, Transcript transcript, ILogger<AnswerEnding> logger)
{
    /// <summary>Whoever waits has waited for one call that failed; storing that may meet the same store, and goes on without them.</summary>
    private static readonly TimeSpan StoringPatience = TimeSpan.FromSeconds(1);

    public async Task<IReadOnlyList<AnswerEvent>> FinishAsync(AnswerDraft draft, FinishReason reason)
    {
        if (string.IsNullOrWhiteSpace(draft.Text))
        {
            throw new ModelException(ConversationErrors.ModelFailed(), canRetry: true);
        }

        var cited = citations.Check(draft.Text, draft.Passages);
        if (reason == FinishReason.Stop && cited.Count == 0 && ModelRefusal.IsIn(draft.Text))
        {
            reason = FinishReason.NoAnswer;
        }

        draft.Supported = [.. cited.Where(citation => citation.IsSupported).Select(citation => citation.Number)];

        // Stored before "done" is sent: whoever sees it may ask for the history at once. A preview was never open.
        if (draft.IsOpen)
        {
            await CloseAsync(draft, reason);
        }

        AnswerGiven(draft.Id, draft.Elapsed.TotalMilliseconds, reason, draft.Sources.Count, draft.Supported.Count);
        return
        [
            .. cited.Select(citation => new AnswerEvent.Cited(citation)),
            new AnswerEvent.Used(draft.Usage),
            new AnswerEvent.Finished(reason, draft.Id, draft.Supported),
        ];
    }

    public async Task<AnswerEvent> FailAsync(AnswerDraft draft, Error error, bool canRetry)
    {
        AnswerFailed(draft.Id, draft.Elapsed.TotalMilliseconds, error.Code);
        if (draft.IsOpen)
        {
            await CloseFailedAsync(draft).WaitAsync(StoringPatience, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return new AnswerEvent.Failed(error, canRetry);
    }

    /// <summary>The reader left: what was sent until then is stored, and marked as no whole answer.</summary>
    public async Task CutAsync(AnswerDraft draft)
    {
        await CloseAsync(draft, FinishReason.Cancelled);
        AnswerCut(draft.Id, draft.Elapsed.TotalMilliseconds);
    }

    private async Task CloseFailedAsync(AnswerDraft draft)
    {
        try
        {
            await CloseAsync(draft, FinishReason.Failed);
        }
        catch (Exception fault)
        {
            // The store may be what failed; whoever waits is told all the same.
            AnswerBroke(fault, draft.Id);
        }
    }

    private Task CloseAsync(AnswerDraft draft, FinishReason reason)
    {
        // First, so that a store that fails is not asked again by the end of the stream.
        draft.IsOpen = false;
        return transcript.AddAnswerAsync(draft, reason);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Answer {MessageId} given after {Milliseconds:0} ms: {Reason}, {Sources} sources, {Supported} supported citations")]
    private partial void AnswerGiven(MessageId messageId, double milliseconds, FinishReason reason, int sources, int supported);

    [LoggerMessage(Level = LogLevel.Information, Message = "Answer {MessageId} cut after {Milliseconds:0} ms: the client left")]
    private partial void AnswerCut(MessageId messageId, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answer {MessageId} failed after {Milliseconds:0} ms: {Code}")]
    private partial void AnswerFailed(MessageId messageId, double milliseconds, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Answer {MessageId} broke off")]
    private partial void AnswerBroke(Exception fault, MessageId messageId);
}
