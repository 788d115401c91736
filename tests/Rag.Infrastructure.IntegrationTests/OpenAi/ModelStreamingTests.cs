using Microsoft.Extensions.AI;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.OpenAi;

[TestFixture("OpenAI")]
[TestFixture("Azure")]
public sealed class ModelStreamingTests(string type)
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(10);

    [Test]
    public async Task Hands_on_the_first_token_before_the_model_has_made_the_second()
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        var gate = new ModelGate();
        model.Server.Enqueue(ModelScript.Tokens("El plazo ", gate, "es de 30 días."));

        await using var updates = model.AskAsync().GetAsyncEnumerator();
        var first = await NextTextAsync(updates).WaitAsync(Hang);
        gate.Open();
        var second = await NextTextAsync(updates).WaitAsync(Hang);

        Assert.That((first, second), Is.EqualTo(("El plazo ", "es de 30 días.")));
    }

    [Test]
    public async Task Ends_with_the_reason_and_the_usage()
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        model.Server.Enqueue(ModelScript.CutByLength("El plazo"));

        var response = await model.AskAsync().ToChatResponseAsync();

        Assert.That(response.FinishReason, Is.EqualTo(ChatFinishReason.Length));
        Assert.That((response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount), Is.EqualTo((120L, 9L)));
    }

    [Test]
    public async Task Sends_key_model_limit_temperature_and_the_wish_for_usage()
    {
        await using var model = await ModelUnderTest.StartAsync(type);

        await model.AskAsync().ToChatResponseAsync();

        var request = await model.Server.NextRequestAsync();
        Assert.That(request.Messages, Is.EqualTo(new[] { ("system", "Rules."), ("user", "¿Qué plazo hay?") }));
        Assert.That(request.Json.GetProperty("stream_options").GetProperty("include_usage").GetBoolean(), Is.True);
        Assert.That(request.Json.GetProperty("temperature").GetDouble(), Is.EqualTo(0.2).Within(1e-6));
        var limit = request.Json.TryGetProperty("max_completion_tokens", out var value) ? value : request.Json.GetProperty("max_tokens");
        Assert.That(limit.GetInt32(), Is.EqualTo(100));
        Assert.That(request.Headers.Values.Any(header => header.Contains(ModelUnderTest.Key, StringComparison.Ordinal)), Is.True);
        Assert.That(request.Path, type == "Azure"
            ? Does.StartWith("/openai/deployments/our-deployment/chat/completions?api-version=")
            : Is.EqualTo("/v1/chat/completions"));
    }

    [Test]
    public async Task Aborts_the_request_when_the_caller_cancels_before_the_first_token()
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        model.Server.Enqueue(ModelScript.Silence());
        using var leaving = new CancellationTokenSource();

        var answer = model.AskAsync(leaving.Token).ToChatResponseAsync(CancellationToken.None);
        var request = await model.Server.NextRequestAsync();
        await leaving.CancelAsync();

        Assert.That(async () => await answer.WaitAsync(Hang), Throws.InstanceOf<OperationCanceledException>());
        await request.ClientGone.WaitAsync(Hang);
    }

    [Test]
    public async Task Aborts_the_request_when_the_caller_cancels_in_the_middle()
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        model.Server.Enqueue(ModelScript.Tokens("El plazo ", new ModelGate()));
        using var leaving = new CancellationTokenSource();
        await using var updates = model.AskAsync(leaving.Token).GetAsyncEnumerator(CancellationToken.None);
        await NextTextAsync(updates).WaitAsync(Hang);

        var waiting = NextTextAsync(updates);
        await leaving.CancelAsync();

        Assert.That(async () => await waiting.WaitAsync(Hang), Throws.InstanceOf<OperationCanceledException>());
        await (await model.Server.NextRequestAsync()).ClientGone.WaitAsync(Hang);
    }

    [Test]
    public async Task Aborts_the_request_when_the_reader_stops_reading()
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        model.Server.Enqueue(ModelScript.Tokens("El plazo ", new ModelGate()));

        await using (var updates = model.AskAsync().GetAsyncEnumerator())
        {
            await NextTextAsync(updates).WaitAsync(Hang);
        }

        await (await model.Server.NextRequestAsync()).ClientGone.WaitAsync(Hang);
    }

    private static async Task<string> NextTextAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        while (await updates.MoveNextAsync())
        {
            if (updates.Current.Text.Length > 0)
            {
                return updates.Current.Text;
            }
        }

        return "";
    }
}
