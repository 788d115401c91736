using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace Rag.Application.UnitTests.Chat;

/// <summary>A model that says what a test feeds it, when the test feeds it.</summary>
internal sealed class FakeChatClient : IChatClient
{
    private readonly Channel<ChatResponseUpdate> _updates = Channel.CreateUnbounded<ChatResponseUpdate>();

    public List<IReadOnlyList<ChatMessage>> Prompts { get; } = [];

    public ChatOptions? Options { get; private set; }

    /// <summary>Whether the caller's token was cancelled while the model was speaking.</summary>
    public bool WasCancelled { get; private set; }

    public void Say(string text) => _updates.Writer.TryWrite(new ChatResponseUpdate(ChatRole.Assistant, text));

    public void End(ChatFinishReason? reason = null, UsageDetails? usage = null)
    {
        _updates.Writer.TryWrite(new ChatResponseUpdate
        {
            FinishReason = reason ?? ChatFinishReason.Stop,
            Contents = usage is null ? [] : [new UsageContent(usage)],
        });
        _updates.Writer.TryComplete();
    }

    public void Fail(Exception fault) => _updates.Writer.TryComplete(fault);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Prompts.Add([.. messages]);
        Options = options;
        try
        {
            await foreach (var update in _updates.Reader.ReadAllAsync(cancellationToken))
            {
                yield return update;
            }
        }
        finally
        {
            // Here and not in a callback of the token, which may come after the one that ends the reading.
            WasCancelled = cancellationToken.IsCancellationRequested;
        }
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(defaultModelId: "fake-model") : null;

    public void Dispose()
    {
    }
}
