using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Rag.Application.Chat;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Application.UnitTests.Chat;

public sealed class RemoveOldConversationsTests
{
    private readonly Mock<IConversationRepository> _conversations = new();

    [Test]
    public async Task Goes_on_until_a_batch_is_not_full_and_looks_at_the_clock_once()
    {
        var before = A.Time.AddDays(-30);
        var time = new FakeTimeProvider(A.Time) { AutoAdvanceAmount = TimeSpan.FromHours(1) };
        _conversations.SetupSequence(store => store.DeleteOlderAsync(before, RemoveOldConversationsHandler.Batch, It.IsAny<CancellationToken>()))
            .ReturnsAsync(RemoveOldConversationsHandler.Batch).ReturnsAsync(RemoveOldConversationsHandler.Batch).ReturnsAsync(3);

        await RunAsync(TimeSpan.FromDays(30), time);

        _conversations.Verify(
            store => store.DeleteOlderAsync(before, RemoveOldConversationsHandler.Batch, It.IsAny<CancellationToken>()), Times.Exactly(3));
    }

    [Test]
    public async Task Zero_keeps_them_for_ever()
    {
        await RunAsync(TimeSpan.Zero, new FakeTimeProvider(A.Time));

        _conversations.VerifyNoOtherCalls();
    }

    private Task<Result> RunAsync(TimeSpan retention, TimeProvider time) =>
        new RemoveOldConversationsHandler(
            _conversations.Object, Options.Create(new ConversationOptions { Retention = retention }), time,
            NullLogger<RemoveOldConversationsHandler>.Instance)
        .Handle(new RemoveOldConversations(), CancellationToken.None);
}
