using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Rag.Application.Costs;
using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <summary>Lets the language model answer.</summary>
internal sealed class ModelAnswerWriter(IChatClient model, ITokenCounter tokens, IOptions<ModelOptions> options) : IAnswerWriter
{
    public string Name => options.Value.NameOf(model);

    public int CountTokens(string text) => tokens.Count(text, Name);

    public async IAsyncEnumerable<AnswerPart> WriteAsync(AnswerTask task, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prompt = AnswerPrompt.Build(task, CountTokens);
        yield return new AnswerPart.Prompted(prompt.Sum(message => CountTokens(message.Text)));

        var reason = FinishReason.Stop;
        await foreach (var update in model.GetStreamingResponseAsync(prompt, OptionsFor(task), cancellationToken))
        {
            if (update.Text.Length > 0)
            {
                yield return new AnswerPart.Text(update.Text);
            }

            foreach (var usage in update.Contents.OfType<UsageContent>())
            {
                yield return new AnswerPart.Counted(new TokenUsage(
                    (int)(usage.Details.InputTokenCount ?? 0), (int)(usage.Details.OutputTokenCount ?? 0)));
            }

            reason = update.FinishReason is { } finish ? ToReason(finish) : reason;
        }

        yield return new AnswerPart.Ended(reason);
    }

    private ConversationChatOptions OptionsFor(AnswerTask task) => new()
    {
        Conversation = task.Conversation,
        Temperature = (float)(task.Config.Temperature ?? options.Value.Temperature),
        MaxOutputTokens = options.Value.MaxTokens,
    };

    private static FinishReason ToReason(ChatFinishReason finish)
    {
        // The provider's filter cut it off: what there is of it is no answer, and asking again gives the same.
        if (finish == ChatFinishReason.ContentFilter)
        {
            throw new ModelException(ConversationErrors.ModelFailed(), canRetry: false);
        }

        return finish == ChatFinishReason.Length ? FinishReason.Length : FinishReason.Stop;
    }
}
