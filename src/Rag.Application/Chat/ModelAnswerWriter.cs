using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Rag.Application.Chat.Guards;
using Rag.Application.Costs;
using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <summary>Lets the language model answer.</summary>
internal sealed class ModelAnswerWriter(
    IChatClient model, ITokenCounter tokens, PromptCanary canary, IOptions<ModelOptions> options, IOptions<AnswerLinkOptions> links) : IAnswerWriter
{
    public string Name => options.Value.NameOf(model);

    public int CountTokens(string text) => tokens.Count(text, Name);

    public async IAsyncEnumerable<AnswerPart> WriteAsync(AnswerTask task, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prompt = AnswerPrompt.Build(task, CountTokens, canary.Word);
        yield return new AnswerPart.Prompted(prompt.Sum(message => CountTokens(message.Text)));

        var allowed = AllowedLinks.For(links.Value, task.Config);
        var guard = new AnswerGuard(canary.Watch(), new LinkFilter(allowed), new AddressFilter(allowed, OwnTexts.LinkRemoved(task.Language)));
        var reason = FinishReason.Stop;
        await foreach (var update in model.GetStreamingResponseAsync(prompt, OptionsFor(task), cancellationToken))
        {
            if (guard.Push(update.Text) is { Length: > 0 } text)
            {
                yield return new AnswerPart.Text(text);
            }

            foreach (var usage in update.Contents.OfType<UsageContent>())
            {
                yield return new AnswerPart.Counted(new TokenUsage(
                    (int)(usage.Details.InputTokenCount ?? 0), (int)(usage.Details.OutputTokenCount ?? 0)));
            }

            reason = update.FinishReason is { } finish ? ToReason(finish) : reason;
        }

        if (guard.Flush() is { Length: > 0 } rest)
        {
            yield return new AnswerPart.Text(rest);
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
