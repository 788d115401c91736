using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rag.Application.Telemetry;
using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>
/// One answer from the first event to the last. There is no buffer between the model and whoever reads: each token is handed
/// on before the next one is asked for. However it ends (done, failed, reader gone), what was sent is stored.
/// </summary>
internal sealed partial class AnswerStream(
    AnswerSteps steps, AnswerEnding ending, Transcript transcript, RagMetrics metrics, ILogger<AnswerStream> logger)
{
    public async IAsyncEnumerable<AnswerEvent> RunAsync(AskedQuestion asked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var draft = transcript.BeginAnswer(asked);
        var outcome = QuestionOutcome.Cancelled;
        var hasBegun = false;
        try
        {
            await using var given = steps.GiveAsync(asked, draft, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(given, draft, cancellationToken) is { } step)
            {
                outcome = OutcomeAfter(step) ?? outcome;
                if (!hasBegun && step is AnswerEvent.Token)
                {
                    hasBegun = true;
                    AnswerBegun(draft.Id, draft.Elapsed.TotalMilliseconds);
                }

                yield return step;
                if (step is AnswerEvent.Failed)
                {
                    break;
                }
            }
        }
        finally
        {
            Measure(asked, draft, outcome);
            if (draft.IsOpen)
            {
                await ending.CutAsync(draft);
            }
        }
    }

    private static QuestionOutcome? OutcomeAfter(AnswerEvent step) => step switch
    {
        AnswerEvent.Finished { Reason: FinishReason.NoAnswer } => QuestionOutcome.NoAnswer,
        AnswerEvent.Finished => QuestionOutcome.Answered,
        AnswerEvent.Failed => QuestionOutcome.Error,
        _ => null,
    };

    private void Measure(AskedQuestion asked, AnswerDraft draft, QuestionOutcome outcome)
    {
        // A trial of the admin's and no visitor's question.
        if (asked.IsPreview)
        {
            return;
        }

        metrics.QuestionEnded(outcome);
        if (draft.TimeToFirstToken is { } wait)
        {
            metrics.FirstTokenSent(wait);
        }
    }

    private async Task<AnswerEvent?> NextAsync(IAsyncEnumerator<AnswerEvent> given, AnswerDraft draft, CancellationToken cancellationToken)
    {
        try
        {
            return await given.MoveNextAsync() ? given.Current : null;
        }
        catch (ModelException fault)
        {
            return await ending.FailAsync(draft, fault.Error, fault.CanRetry);
        }
        catch (StoreUnavailableException fault) when (!cancellationToken.IsCancellationRequested)
        {
            AnswerBroke(fault, draft.Id);
            return await ending.FailAsync(draft, StoreErrors.Unavailable(), canRetry: true);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The status has gone out as 200 by now, so the handler of exceptions can no longer answer: this is its place.
            AnswerBroke(fault, draft.Id);
            return await ending.FailAsync(draft, ConversationErrors.AnswerInterrupted(), canRetry: true);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Answer {MessageId} begun after {Milliseconds:0} ms")]
    private partial void AnswerBegun(MessageId messageId, double milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Answer {MessageId} broke off")]
    private partial void AnswerBroke(Exception fault, MessageId messageId);
}
