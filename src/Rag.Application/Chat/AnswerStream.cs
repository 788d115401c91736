using System.Runtime.CompilerServices;
using MediatR;
using Microsoft.Extensions.Logging;
using Rag.Application.Retrieval;
using Rag.Application.Telemetry;
using Rag.Domain.Bots;
using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <param name="IsNew">Whether the conversation begins with this question, so that there is nothing to recall.</param>
internal sealed record AskedQuestion(string Text, ConversationId Conversation, bool IsNew, BotConfig Config)
{
    /// <summary>Answered like any other, but nothing of it is stored.</summary>
    public bool IsPreview { get; init; }

    /// <summary>The site that it comes from; null when that is not known.</summary>
    public string? Origin { get; init; }
}

/// <summary>
/// One answer from the first event to the last. There is no buffer between the model and whoever reads: each token is handed
/// on before the next one is asked for. However it ends (done, failed, reader gone), what was sent is stored.
/// </summary>
internal sealed partial class AnswerStream(
    IMediator mediator, AnswerWriters writers, CitationCheck citations, Transcript transcript, RagMetrics metrics,
    ILogger<AnswerStream> logger)
{
    public async IAsyncEnumerable<AnswerEvent> RunAsync(AskedQuestion asked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var draft = transcript.BeginAnswer(asked);
        var outcome = QuestionOutcome.Cancelled;
        var hasBegun = false;
        try
        {
            await using var steps = GiveAsync(asked, draft, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(steps, draft, cancellationToken) is { } step)
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
                await CloseAsync(draft, FinishReason.Cancelled);
                AnswerCut(draft.Id, draft.Elapsed.TotalMilliseconds);
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

    private async Task<AnswerEvent?> NextAsync(IAsyncEnumerator<AnswerEvent> steps, AnswerDraft draft, CancellationToken cancellationToken)
    {
        try
        {
            return await steps.MoveNextAsync() ? steps.Current : null;
        }
        catch (ModelException fault)
        {
            return await FailAsync(draft, fault.Error, fault.CanRetry);
        }
        catch (StoreUnavailableException fault) when (!cancellationToken.IsCancellationRequested)
        {
            AnswerBroke(fault, draft.Id);
            return await FailAsync(draft, StoreErrors.Unavailable(), canRetry: true);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The status has gone out as 200 by now, so the handler of exceptions can no longer answer: this is its place.
            AnswerBroke(fault, draft.Id);
            return await FailAsync(draft, ConversationErrors.AnswerInterrupted(), canRetry: true);
        }
    }

    private async IAsyncEnumerable<AnswerEvent> GiveAsync(
        AskedQuestion asked, AnswerDraft draft, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chosen = await writers.ChooseAsync(cancellationToken);
        var (writer, isOverBudget) = chosen;
        draft.Writer = chosen;
        yield return new AnswerEvent.Started(draft.ConversationId, draft.Id, writer.Name);

        var history = asked.IsNew ? [] : await transcript.RecallAsync(asked.Conversation, cancellationToken);

        (draft.HistoryMessages, draft.SearchedFor) = (history.Count, asked.Text);

        // The question is made durable while its passages are looked for.
        draft.IsOpen = !asked.IsPreview;
        var storing = asked.IsPreview ? Task.CompletedTask : transcript.AddQuestionAsync(draft, asked.Text, asked.Origin);
        var retrieving = mediator.Send(new RetrievePassages(asked.Text), cancellationToken);
        await Task.WhenAll(storing, retrieving);
        var retrieval = await retrieving;
        if (retrieval.Error is { } refusal)
        {
            yield return await FailAsync(draft, refusal, canRetry: true);
            yield break;
        }

        var retrieved = AnswerPrompt.Fit(retrieval.Value, writer.CountTokens);
        draft.StandOn(retrieved);
        yield return new AnswerEvent.SourcesFound(draft.Sources);

        var language = OwnTexts.LanguageFor(asked.Text, asked.Config);
        var reason = FinishReason.NoAnswer;
        if (retrieved.IsAnswerable)
        {
            var task = new AnswerTask(asked.Text, language, retrieved, history, asked.Config)
            {
                Conversation = asked.IsPreview ? null : asked.Conversation,
                IsOverBudget = isOverBudget,
            };
            await foreach (var part in writer.WriteAsync(task, cancellationToken))
            {
                if (Take(part, draft, writer, ref reason) is { Length: > 0 } text)
                {
                    yield return new AnswerEvent.Token(text);
                }
            }

            if (draft.Close() is { Length: > 0 } rest)
            {
                yield return new AnswerEvent.Token(rest);
            }
        }

        if (reason == FinishReason.NoAnswer)
        {
            yield return new AnswerEvent.Token(draft.Add(OwnTexts.NoAnswer(language, asked.Config)));
        }

        foreach (var last in await FinishAsync(draft, reason))
        {
            yield return last;
        }
    }

    private static string? Take(AnswerPart part, AnswerDraft draft, IAnswerWriter writer, ref FinishReason reason)
    {
        switch (part)
        {
            case AnswerPart.Text text:
                return draft.Add(text.Value);
            case AnswerPart.Recalled:
                draft.IsCached = true;
                return null;
            case AnswerPart.Prompted prompted:
                draft.Prompted(prompted.Tokens, writer.CountTokens);
                return null;
            case AnswerPart.Counted counted:
                draft.Counted(counted.Usage);
                return null;
            case AnswerPart.Ended ended:
                reason = ended.Reason;
                return null;
            default:
                throw new InvalidOperationException($"An answer has no part {part.GetType().Name}.");
        }
    }

    private async Task<IReadOnlyList<AnswerEvent>> FinishAsync(AnswerDraft draft, FinishReason reason)
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

    private async Task<AnswerEvent> FailAsync(AnswerDraft draft, Error error, bool canRetry)
    {
        AnswerFailed(draft.Id, draft.Elapsed.TotalMilliseconds, error.Code);
        try
        {
            if (draft.IsOpen)
            {
                await CloseAsync(draft, FinishReason.Failed);
            }
        }
        catch (Exception fault)
        {
            // The store may be what failed; whoever waits is told all the same.
            AnswerBroke(fault, draft.Id);
        }

        return new AnswerEvent.Failed(error, canRetry);
    }

    private Task CloseAsync(AnswerDraft draft, FinishReason reason)
    {
        // First, so that a store that fails is not asked again by the end of the stream.
        draft.IsOpen = false;
        return transcript.AddAnswerAsync(draft, reason);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Answer {MessageId} begun after {Milliseconds:0} ms")]
    private partial void AnswerBegun(MessageId messageId, double milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Answer {MessageId} given after {Milliseconds:0} ms: {Reason}, {Sources} sources, {Supported} supported citations")]
    private partial void AnswerGiven(MessageId messageId, double milliseconds, FinishReason reason, int sources, int supported);

    [LoggerMessage(Level = LogLevel.Information, Message = "Answer {MessageId} cut after {Milliseconds:0} ms: the client left")]
    private partial void AnswerCut(MessageId messageId, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answer {MessageId} failed after {Milliseconds:0} ms: {Code}")]
    private partial void AnswerFailed(MessageId messageId, double milliseconds, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Answer {MessageId} broke off")]
    private partial void AnswerBroke(Exception fault, MessageId messageId);
}
