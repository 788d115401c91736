using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Chat;

namespace Rag.Infrastructure.OpenAi;

/// <summary>
/// Limits every call in time, turns what a provider's client throws into <see cref="ModelException"/> and keeps
/// <see cref="ModelCallStatus"/>. A provider's words (they may hold the key or the prompt) end here: only kinds and codes are logged.
/// </summary>
internal sealed partial class GuardedChatClient(
    IChatClient provider, ModelCallStatus status, IOptions<ModelCallOptions> options, TimeProvider time, ILogger<GuardedChatClient> logger)
    : DelegatingChatClient(provider)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var limits = StartLimits(cancellationToken);
        try
        {
            // Nothing is heard before the whole answer is there, so the limit of silence does not apply.
            limits.Heard(limits.Call);
            var response = await base.GetResponseAsync(messages, options, limits.Token);
            status.Succeeded();
            return response;
        }
        catch (Exception fault)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Translate(fault);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var limits = StartLimits(cancellationToken);
        await using var updates = base.GetStreamingResponseAsync(messages, options, limits.Token).GetAsyncEnumerator(limits.Token);
        var isWhole = false;
        while (await MoveNextAsync(updates, cancellationToken))
        {
            limits.Heard(limits.Silence);
            isWhole |= updates.Current.FinishReason is not null;
            yield return updates.Current;
        }

        // A proxy that closes the response in good order looks like the end; only the reason why it ended tells a whole answer.
        if (!isWhole)
        {
            throw Translate(new EndOfStreamException());
        }

        status.Succeeded();
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception fault)
        {
            // Whatever the client's own error is once the caller has left, the caller has left.
            cancellationToken.ThrowIfCancellationRequested();
            throw Translate(fault);
        }
    }

    private ModelException Translate(Exception fault)
    {
        var translated = ModelFaults.Translate(fault, time.GetUtcNow());
        status.Failed(translated.Error.Code);
        CallFailed(translated.Error.Code, ModelFaults.StatusOf(fault), fault.GetBaseException().GetType().Name);
        return translated;
    }

    private CallLimits StartLimits(CancellationToken cancellationToken) => new(options.Value, time, cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model call failed: {Code} (status {Status}, {Kind})")]
    private partial void CallFailed(string code, int? status, string kind);

    private sealed class CallLimits : IDisposable
    {
        private readonly CancellationTokenSource _whole;
        private readonly CancellationTokenSource _silence;
        private readonly CancellationTokenSource _any;

        public CallLimits(ModelCallOptions options, TimeProvider time, CancellationToken cancellationToken)
        {
            (Call, Silence) = (options.CallTimeout, options.SilenceTimeout);
            _whole = new CancellationTokenSource(options.CallTimeout, time);
            _silence = new CancellationTokenSource(options.FirstTokenTimeout, time);
            _any = CancellationTokenSource.CreateLinkedTokenSource(_whole.Token, _silence.Token, cancellationToken);
        }

        public TimeSpan Call { get; }

        public TimeSpan Silence { get; }

        public CancellationToken Token => _any.Token;

        public void Heard(TimeSpan next) => _silence.CancelAfter(next);

        public void Dispose()
        {
            _any.Dispose();
            _silence.Dispose();
            _whole.Dispose();
        }
    }
}
