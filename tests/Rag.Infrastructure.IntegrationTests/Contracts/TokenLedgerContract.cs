using Rag.Application.Costs;
using Rag.Domain.Conversations;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

public abstract class TokenLedgerContract : StoreContract
{
    private readonly ConversationId _conversation = new(RandomIds.NewKey());

    [Test]
    public async Task Adds_up_one_kind_since_an_instant_over_all_instances()
    {
        await using var other = Store.OpenAnother();
        await Store.Ledger.AddAsync(Call(A.Time.AddTicks(-TimeSpan.TicksPerMillisecond), 1000, 1000), default);
        await Store.Ledger.AddAsync(Call(A.Time, 100, 20), default);
        await other.Ledger.AddAsync(Call(A.Time.AddHours(1), 3, 4), default);
        await Store.Ledger.AddAsync(Call(A.Time, 5000, 0) with { Kind = ModelCallKind.Embedding }, default);

        Assert.That(await Store.Ledger.SumAsync(ModelCallKind.Chat, A.Time, default), Is.EqualTo(127));
        Assert.That(await Store.Ledger.SumAsync(ModelCallKind.Embedding, A.Time.AddDays(1), default), Is.Zero);
    }

    [Test]
    public async Task Groups_a_span_by_day_model_or_conversation()
    {
        await Store.Ledger.AddAsync(Call(A.Time, 100, 20), default);
        await Store.Ledger.AddAsync(Call(A.Time, 10, 2) with { IsEstimated = true }, default);
        await Store.Ledger.AddAsync(Call(A.Time.AddDays(1), 7, 0) with { Kind = ModelCallKind.Embedding, Model = "vectors", Conversation = null }, default);
        await Store.Ledger.AddAsync(Call(A.Time.AddDays(2), 9999, 0), default);

        var (day, next) = ($"{A.Time.UtcDateTime:yyyy-MM-dd}", $"{A.Time.AddDays(1).UtcDateTime:yyyy-MM-dd}");
        Assert.That(await GroupAsync(TokenGrouping.Day), Is.EquivalentTo(new[]
        {
            new TokenSum(day, "gpt-4o-mini", ModelCallKind.Chat, 2, 110, 22, 12),
            new TokenSum(next, "vectors", ModelCallKind.Embedding, 1, 7, 0, 0),
        }));
        Assert.That((await GroupAsync(TokenGrouping.Model)).Select(sum => sum.Key), Is.EquivalentTo(new[] { "gpt-4o-mini", "vectors" }));
        Assert.That((await GroupAsync(TokenGrouping.Conversation)).Select(sum => sum.Key), Is.EquivalentTo(new[] { _conversation.ToString(), null }));
        Assert.That(await GroupAsync(TokenGrouping.Conversation, most: 1), Has.One.Items.And.All.Property("Key").EqualTo(_conversation.ToString()));
    }

    [Test]
    public async Task Nothing_was_spent_where_nothing_was_called()
    {
        Assert.That(await Store.Ledger.SumAsync(ModelCallKind.Chat, A.Time, default), Is.Zero);
        Assert.That(await GroupAsync(TokenGrouping.Day), Is.Empty);
    }

    [Test]
    public async Task A_line_outlives_its_conversation_without_its_id([Values] bool isForItsAge)
    {
        await Store.Messages.SaveAsync(
            new Message { Id = new MessageId(RandomIds.NewKey()), ConversationId = _conversation, Role = MessageRole.User, Content = "¿Plazo?", Timestamp = A.Time },
            default);
        await Store.Ledger.AddAsync(Call(A.Time, 100, 20), default);

        if (isForItsAge)
        {
            await Store.Conversations.DeleteOlderAsync(A.Time.AddDays(1), 10, default);
        }
        else
        {
            await Store.Conversations.DeleteAsync(_conversation, default);
        }

        Assert.That(await GroupAsync(TokenGrouping.Conversation), Is.EqualTo(new[] { new TokenSum(null, "gpt-4o-mini", ModelCallKind.Chat, 1, 100, 20, 0) }));
    }

    private Task<IReadOnlyList<TokenSum>> GroupAsync(TokenGrouping by, int most = int.MaxValue) =>
        Store.Ledger.GroupAsync(A.Time, A.Time.AddDays(2), by, most, default);

    private SpentTokens Call(DateTimeOffset at, int prompt, int completion) =>
        new(at, ModelCallKind.Chat, "gpt-4o-mini", prompt, completion, IsEstimated: false, _conversation);
}
