using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Chat;
using Rag.Domain.Conversations;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>CONVERSATION_RETENTION_DAYS in the running application.</summary>
public sealed class ConversationRetentionTests
{
    private const string Secret = "¿Puedo devolver las botas de Ana?";

    [Test]
    public async Task Conversations_are_removed_at_the_start_and_then_every_hour_and_the_log_says_how_many()
    {
        await using var before = new RagApplication();
        var old = await SaveAsync(before, A.Time.AddDays(-31));
        var soonOld = await SaveAsync(before, A.Time.AddDays(-30).AddMinutes(90));
        var young = await SaveAsync(before, A.Time.AddDays(-10));
        await using var application = new RagApplication().With("CONVERSATION_RETENTION_DAYS", "30").With("STORAGE_DIR", before.StorageFolder);
        using var visitor = application.Client();

        await Poll.UntilAsync(async () => await IsGoneAsync(old));
        var afterStart = await IsGoneAsync(soonOld);
        await Poll.UntilAsync(async () =>
        {
            // Again and again: nobody can see from outside whether the worker waits for the clock already.
            application.Time.Advance(TimeSpan.FromHours(1));
            return await IsGoneAsync(soonOld) || application.Time.GetUtcNow() > A.Time.AddDays(15);
        });

        Assert.That(afterStart, Is.False);
        Assert.That((await IsGoneAsync(soonOld), await IsGoneAsync(young)), Is.EqualTo((true, false)));
        Assert.That(application.Log.Text, Does.Contain("1 conversations removed"));
        Assert.That(application.Log.Text, Does.Not.Contain(Secret).And.Not.Contain(old.ToString()));

        async Task<bool> IsGoneAsync(ConversationId id) => await visitor.GetStringAsync($"/api/v1/chat/history/{id}") == "[]";
    }

    private static async Task<ConversationId> SaveAsync(RagApplication application, DateTimeOffset at)
    {
        application.StartServer();
        var conversation = new ConversationId(RandomIds.NewKey());
        await application.Services.GetRequiredService<IMessageRepository>().SaveAsync(
            new Message
            {
                Id = new MessageId(RandomIds.NewKey()),
                ConversationId = conversation,
                Role = MessageRole.User,
                Content = Secret,
                Timestamp = at,
            },
            CancellationToken.None);
        return conversation;
    }
}
