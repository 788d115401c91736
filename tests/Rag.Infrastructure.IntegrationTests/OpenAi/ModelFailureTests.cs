using Microsoft.Extensions.AI;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rag.Application.Chat;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.OpenAi;

[TestFixture("OpenAI")]
[TestFixture("Azure")]
public sealed class ModelFailureTests(string type)
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(10);

    private static IEnumerable<TestCaseData<ModelScript, string, bool>> Failures()
    {
        yield return Case("401", ModelScript.Status(401), "model_unauthorized", canRetry: false);
        yield return Case("403", ModelScript.Status(403), "model_unauthorized", canRetry: false);
        yield return Case("429", ModelScript.Status(429), "model_busy", canRetry: true);
        yield return Case("404", ModelScript.Status(404), "model_unavailable", canRetry: false);
        yield return Case("500", ModelScript.Status(500), "model_unavailable", canRetry: true);
        yield return Case("503", ModelScript.Status(503), "model_unavailable", canRetry: true);
        yield return Case("cut before the first token", ModelScript.Cut(), "model_unavailable", canRetry: true);
        yield return Case("cut in the middle", ModelScript.Cut("El plazo "), "model_unavailable", canRetry: true);
        yield return Case("end without a reason", ModelScript.EndsEarly("El plazo "), "model_unavailable", canRetry: true);
        yield return Case("broken JSON", ModelScript.Garbage(), "model_unavailable", canRetry: true);
        yield return Case("another shape", ModelScript.Garbage("data: {\"choices\": 7}\n\n"), "model_unavailable", canRetry: true);
        yield return Case("no JSON", ModelScript.Garbage("data: <html>\n\n"), "model_unavailable", canRetry: true);
        yield return Case("a web page", ModelScript.Garbage("<html></html>", "text/html"), "model_unavailable", canRetry: true);
        yield return Case("nothing", ModelScript.Garbage(""), "model_unavailable", canRetry: true);

        static TestCaseData<ModelScript, string, bool> Case(string name, ModelScript script, string code, bool canRetry) =>
            new(script, code, canRetry) { TestName = $"Translates {name}" };
    }

    [TestCaseSource(nameof(Failures))]
    public async Task Translates_failure(ModelScript script, string code, bool canRetry)
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        model.Server.Enqueue(script);

        var failure = await FailureAsync(model);

        Assert.That((failure.Error.Code, failure.CanRetry), Is.EqualTo((code, canRetry)));
        Assert.That(model.Server.Requests, Has.Count.EqualTo(1), "a second try would hold the first token back");
        Assert.That((await model.CheckHealthAsync()).Status, Is.EqualTo(HealthStatus.Degraded));
    }

    [Test]
    public async Task Says_when_a_busy_model_may_be_asked_again()
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        model.Server.Enqueue(ModelScript.Status(429, retryAfter: TimeSpan.FromSeconds(17)));

        var failure = await FailureAsync(model);

        Assert.That(failure.Error.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(17)));
    }

    [Test]
    public async Task Fails_when_nobody_listens_at_the_address()
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        await model.Server.DisposeAsync();

        var failure = await FailureAsync(model);

        Assert.That(failure.Error.Code, Is.EqualTo("model_unavailable"));
    }

    [Test]
    public async Task Gives_up_a_model_that_does_not_begin()
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        model.Server.Enqueue(ModelScript.Silence());

        var failing = FailureAsync(model);
        var request = await model.Server.NextRequestAsync();
        model.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.That((await failing.WaitAsync(Hang)).Error.Code, Is.EqualTo("model_unavailable"));
        await request.ClientGone.WaitAsync(Hang);
    }

    [Test]
    public async Task Gives_up_a_model_that_falls_silent_but_not_one_that_goes_on()
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        var gate = new ModelGate();
        model.Server.Enqueue(ModelScript.Tokens("El ", gate, "plazo ", new ModelGate()));
        await using var updates = model.AskAsync().GetAsyncEnumerator();

        await updates.MoveNextAsync();
        model.Time.Advance(TimeSpan.FromSeconds(29));
        gate.Open();
        await updates.MoveNextAsync().AsTask().WaitAsync(Hang);
        model.Time.Advance(TimeSpan.FromSeconds(29));
        var waiting = updates.MoveNextAsync().AsTask();
        Assert.That(waiting.IsCompleted, Is.False);
        model.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.That(async () => await waiting.WaitAsync(Hang), Throws.InstanceOf<ModelException>());
    }

    [Test]
    public async Task Tells_neither_logs_nor_callers_the_key_or_the_provider_s_words()
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        model.Server.Enqueue(ModelScript.Status(401, message: $"Incorrect API key provided: {ModelUnderTest.Key} upstream-secret-text"));

        var failure = await FailureAsync(model);

        var told = string.Join('\n', [.. model.Log.Lines, failure.ToString(), failure.Error.Detail]);
        Assert.That(told, Does.Contain("model_unauthorized"));
        Assert.That(told, Does.Not.Contain(ModelUnderTest.Key).And.Not.Contain("upstream-secret-text").And.Not.Contain("plazo"));
    }

    [Test]
    public async Task Remembers_how_the_last_call_went_and_forgets_a_failure_after_a_success()
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        var before = await model.CheckHealthAsync();
        model.Server.Enqueue(ModelScript.Status(500));

        await FailureAsync(model);
        var failed = await model.CheckHealthAsync();
        await model.AskAsync().ToChatResponseAsync();
        var succeeded = await model.CheckHealthAsync();

        Assert.That(new[] { before.Status, failed.Status, succeeded.Status },
            Is.EqualTo(new[] { HealthStatus.Healthy, HealthStatus.Degraded, HealthStatus.Healthy }));
    }

    [Test]
    public async Task Does_not_call_the_model_failed_because_a_caller_left()
    {
        await using var model = await ModelUnderTest.StartAsync(type);
        model.Server.Enqueue(ModelScript.Silence());
        using var leaving = new CancellationTokenSource();

        var answer = model.AskAsync(leaving.Token).ToChatResponseAsync(CancellationToken.None);
        await model.Server.NextRequestAsync();
        await leaving.CancelAsync();
        Assert.That(async () => await answer.WaitAsync(Hang), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(model.Status.Last, Is.Null);
    }

    private static async Task<ModelException> FailureAsync(ModelUnderTest model)
    {
        try
        {
            await model.AskAsync().ToChatResponseAsync().WaitAsync(Hang);
        }
        catch (ModelException failure)
        {
            return failure;
        }

        throw new AssertionException("The call succeeded.");
    }
}
