using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Rag.Application.Chat;
using Rag.Application.Costs;

namespace Rag.Infrastructure.OpenAi;

/// <summary>
/// Counts every call, whoever makes it and however it ends. Directly at the provider, below <see cref="GuardedChatClient"/>: here a
/// call that ran out of time is cancelled like one whose caller left, and one that the provider refused is neither and cost nothing.
/// </summary>
internal sealed class MeteredChatClient(
    IChatClient provider, TokenMeter meter, ITokenCounter tokens, IOptions<ModelOptions> options, TimeProvider time) : DelegatingChatClient(provider)
{
    /// <summary>What a message costs beside its text, and the answer's beginning (OpenAI cookbook, "How to count tokens").</summary>
    private const int TokensPerMessage = 3;

    private string Model => options.Value.NameOf(InnerClient);

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var heard = new HeardAnswer([.. messages]);
        try
        {
            var response = await base.GetResponseAsync(heard.Prompt, options, cancellationToken);
            heard.Text.Append(response.Text);
            (heard.Usage, heard.HasBegun) = (response.Usage, true);
            return response;
        }
        finally
        {
            await RecordAsync(heard, options, cancellationToken);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var heard = new HeardAnswer([.. messages]);
        try
        {
            await foreach (var update in base.GetStreamingResponseAsync(heard.Prompt, options, cancellationToken))
            {
                heard.HasBegun = true;
                heard.Text.Append(update.Text);
                heard.Usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? heard.Usage;
                yield return update;
            }
        }
        finally
        {
            await RecordAsync(heard, options, cancellationToken);
        }
    }

    private async Task RecordAsync(HeardAnswer heard, ChatOptions? options, CancellationToken cancellationToken)
    {
        if (!heard.HasBegun && !cancellationToken.IsCancellationRequested)
        {
            return;
        }

        var isCounted = heard.Usage is { InputTokenCount: not null } or { OutputTokenCount: not null };
        var prompt = isCounted ? heard.Usage!.InputTokenCount ?? 0 : heard.Prompt.Sum(message => TokensPerMessage + tokens.Count(message.Text, Model)) + TokensPerMessage;
        var completion = isCounted ? heard.Usage!.OutputTokenCount ?? 0 : tokens.Count(heard.Text.ToString(), Model);
        await meter.RecordAsync(new SpentTokens(
            time.GetUtcNow(), ModelCallKind.Chat, Model, (int)prompt, (int)completion, !isCounted,
            (options as ConversationChatOptions)?.Conversation));
    }

    private sealed class HeardAnswer(IReadOnlyList<ChatMessage> prompt)
    {
        public IReadOnlyList<ChatMessage> Prompt => prompt;

        public StringBuilder Text { get; } = new();

        public UsageDetails? Usage { get; set; }

        public bool HasBegun { get; set; }
    }
}
