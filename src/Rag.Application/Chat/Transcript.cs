using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>What is remembered of a conversation.</summary>
internal sealed class Transcript(IMessageRepository messages, ITraceRepository traces, TimeProvider time)
{
    /// <summary>The last messages before this question, oldest first.</summary>
    public Task<IReadOnlyList<Message>> RecallAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        messages.ListLastAsync(conversation, AnswerPrompt.HistoryMessages, cancellationToken);

    public AnswerDraft BeginAnswer(AskedQuestion asked) =>
        new(asked.Conversation, new MessageId(RandomIds.NewKey()), new MessageId(RandomIds.NewKey()), time) { Question = asked.Text };

    // Neither of the two takes a token: whoever leaves is the reason why an answer is stored as cut, and what was asked and
    // answered must not be lost with them.
    public Task AddQuestionAsync(AnswerDraft draft, string question, string? origin) =>
        messages.SaveAsync(
            new Message
            {
                Id = draft.QuestionId,
                ConversationId = draft.ConversationId,
                Role = MessageRole.User,
                Content = question,
                Timestamp = time.GetUtcNow(),
                Origin = origin,
            },
            CancellationToken.None);

    public async Task AddAnswerAsync(AnswerDraft draft, FinishReason reason)
    {
        var now = time.GetUtcNow();
        await messages.SaveAsync(
            new Message
            {
                Id = draft.Id,
                ConversationId = draft.ConversationId,
                QuestionId = draft.QuestionId,
                Role = MessageRole.Assistant,
                Content = draft.Text,
                Timestamp = now,
                Sources = draft.Sources,
                Usage = draft.Usage,
                FinishReason = reason,
                TimeToFirstToken = draft.TimeToFirstToken,
            },
            CancellationToken.None);
        await traces.SaveAsync(AnswerTrace.Of(draft, reason, now), CancellationToken.None);
    }
}
