using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Application.UnitTests.Chat;

/// <summary>Keeps messages in the order in which they were stored, as a store does that refuses a cancelled caller.</summary>
internal sealed class FakeMessages : IMessageRepository
{
    public List<Message> Stored { get; } = [];

    public Exception? Fault { get; set; }

    public Message Answer => Stored.Single(message => message.Role == MessageRole.Assistant);

    public Task SaveAsync(Message message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Fault is { } fault)
        {
            throw fault;
        }

        Stored.Add(message);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Message>> ListLastAsync(ConversationId conversation, int count, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Message>>(
            [.. Stored.Where(message => message.ConversationId == conversation).TakeLast(count)]);
}
