using System.Runtime.CompilerServices;
using MediatR;
using Rag.Application.Retrieval;
using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>What an answer is made of, in the order of the contract: who answers, the sources, the tokens, the end.</summary>
internal sealed class AnswerSteps(IMediator mediator, AnswerWriters writers, Transcript transcript, AnswerEnding ending)
{
    public async IAsyncEnumerable<AnswerEvent> GiveAsync(
        AskedQuestion asked, AnswerDraft draft, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chosen = await writers.ChooseAsync(cancellationToken);
        var writer = chosen.Writer;
        draft.Writer = chosen;
        yield return new AnswerEvent.Started(draft.ConversationId, draft.Id, writer.Name);

        var history = asked.IsNew ? [] : await transcript.RecallAsync(asked.Conversation, cancellationToken);
        draft.HistoryMessages = history.Count;

        // The question is made durable while its passages are looked for.
        draft.IsOpen = !asked.IsPreview;
        var storing = asked.IsPreview ? Task.CompletedTask : transcript.AddQuestionAsync(draft, asked.Text, asked.Origin);
        var retrieving = RetrieveAsync(asked, draft, history, cancellationToken);
        await Task.WhenAll(storing, retrieving);
        var retrieval = await retrieving;
        if (retrieval.Error is { } refusal)
        {
            yield return await ending.FailAsync(draft, refusal, canRetry: true);
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
                SearchedFor = draft.SearchedFor ?? asked.Text,
                Conversation = asked.IsPreview ? null : asked.Conversation,
                IsOverBudget = chosen.IsOverBudget,
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

        foreach (var last in await ending.FinishAsync(draft, reason))
        {
            yield return last;
        }
    }

    private async Task<Result<RetrievedPassages>> RetrieveAsync(
        AskedQuestion asked, AnswerDraft draft, IReadOnlyList<Message> history, CancellationToken cancellationToken)
    {
        draft.SearchedFor = asked.Text;
        if (history.Count > 0)
        {
            var begun = draft.Elapsed;
            draft.SearchedFor = await draft.Writer!.Completion.CompleteAsync(asked, history, cancellationToken);
            draft.CompletedIn = draft.Elapsed - begun;
        }

        return await mediator.Send(new RetrievePassages(draft.SearchedFor), cancellationToken);
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
}
