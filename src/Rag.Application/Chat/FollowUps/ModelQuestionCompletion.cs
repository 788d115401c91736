using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Rag.Application.Costs;
using Rag.Domain.Conversations;

namespace Rag.Application.Chat.FollowUps;

/// <summary>
/// Lets the language model complete a question, in one short call, where the rules cannot see that it is complete. When the model fails,
/// is late or answers with what is no question, the rules decide alone (ADR 0016).
/// </summary>
internal sealed partial class ModelQuestionCompletion(
    IChatClient model, LocalQuestionCompletion rules, TimeProvider time, ILogger<ModelQuestionCompletion> logger) : IQuestionCompletion
{
    /// <summary>The visitor waits for it before anything is looked for.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    /// <summary>Of the answer, in tokens.</summary>
    private const int LongestAnswer = 256;

    public async Task<string> CompleteAsync(AskedQuestion asked, IReadOnlyList<Message> history, CancellationToken cancellationToken)
    {
        if (!rules.MayDepend(asked.Text, history))
        {
            return asked.Text;
        }

        return await AskAsync(asked, history, cancellationToken) ?? rules.Complete(asked.Text, history);
    }

    /// <returns>Null where it came to nothing.</returns>
    private async Task<string?> AskAsync(AskedQuestion asked, IReadOnlyList<Message> history, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        var options = new ConversationChatOptions { Conversation = asked.Conversation, Temperature = 0, MaxOutputTokens = LongestAnswer };
        try
        {
            var answer = await model.GetResponseAsync(CompletionPrompt.Build(asked.Text, history), options, either.Token);
            var isWhole = answer.FinishReason is null || answer.FinishReason == ChatFinishReason.Stop;
            if (isWhole && CompletionPrompt.Read(answer.Text, asked.Text) is { } completed)
            {
                return completed;
            }

            RulesDecide("the model's answer is no question");
        }
        catch (ModelException fault)
        {
            RulesDecide(fault.Error.Code);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            RulesDecide("the model was late");
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A follow-up question was completed without the model: {Reason}")]
    private partial void RulesDecide(string reason);
}
