using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MediatR;
using Rag.Application.Chat;
using Rag.Domain.Results;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>Stands for the use case: what happens is what a test feeds, when it feeds it.</summary>
internal sealed class FedAnswers : IRequestHandler<AskQuestion, Result<IAsyncEnumerable<AnswerEvent>>>
{
    private readonly Channel<AnswerEvent> _events = Channel.CreateUnbounded<AnswerEvent>();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AskQuestion? Asked { get; private set; }

    public Error? Refusal { get; set; }

    /// <summary>Completes when the answer's token is cancelled.</summary>
    public Task Left => _left.Task;

    public void Happen(params ReadOnlySpan<AnswerEvent> events)
    {
        foreach (var happening in events)
        {
            _events.Writer.TryWrite(happening);
        }
    }

    public void End() => _events.Writer.Complete();

    public Task<Result<IAsyncEnumerable<AnswerEvent>>> Handle(AskQuestion request, CancellationToken cancellationToken)
    {
        Asked = request;
        return Task.FromResult(Refusal is { } refusal
            ? Result<IAsyncEnumerable<AnswerEvent>>.Failure(refusal)
            : Result<IAsyncEnumerable<AnswerEvent>>.Success(ReadAsync(cancellationToken)));
    }

    private async IAsyncEnumerable<AnswerEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(() => _left.TrySetResult());
        try
        {
            await foreach (var happening in _events.Reader.ReadAllAsync(cancellationToken))
            {
                yield return happening;
            }
        }
        finally
        {
            // A reader that ends between two steps takes the registration away before it may have been called.
            if (cancellationToken.IsCancellationRequested)
            {
                _left.TrySetResult();
            }
        }
    }
}
