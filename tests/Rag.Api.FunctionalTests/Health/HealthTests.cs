using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rag.Application.Auth;
using Rag.Domain.Users;

namespace Rag.Api.FunctionalTests.Health;

public sealed class HealthTests
{
    [Test]
    public async Task Liveness_tells_version_and_environment()
    {
        await using var application = new RagApplication().With("APP_VERSION", "9.8.7").With("ENVIRONMENT", "staging");

        var answer = await application.Client().GetFromJsonAsync<JsonObject>("/api/v1/health/");

        Assert.That(answer!.ToJsonString(), Is.EqualTo("""{"status":"ok","version":"9.8.7","environment":"staging"}"""));
    }

    [Test]
    public async Task Liveness_answers_without_a_database_whatever_token_is_sent_with_it()
    {
        await using var application = new RagApplication().With(services => services.AddSingleton<ISessionRepository>(new LostSessions()));
        using var client = await application.SignedInAsync();

        var alive = await client.GetAsync("/api/v1/health");
        var lost = await client.GetAsync("/api/v1/auth/me");

        Assert.That(alive.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(lost.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
    }

    [Test]
    public async Task Is_alive_and_not_ready_while_the_embedder_is_loading()
    {
        await using var application = new RagApplication();
        application.Embedder.IsLoaded = false;

        var alive = await application.Client().GetAsync("/api/v1/health");
        var (status, ready) = await ReadyAsync(application);

        Assert.That(alive.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((string?)ready["status"], Is.EqualTo("unhealthy"));
        Assert.That((string?)ready["checks"]!["embedder"]!["status"], Is.EqualTo("unhealthy"));
        Assert.That((string?)ready["checks"]!["database"]!["status"], Is.EqualTo("healthy"));
    }

    [Test]
    public async Task Is_ready_as_soon_as_the_embedder_is_loaded_whatever_was_found_before()
    {
        await using var application = new RagApplication();
        application.Embedder.IsLoaded = false;
        await ReadyAsync(application);

        application.Embedder.IsLoaded = true;
        var (status, _) = await ReadyAsync(application);

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Is_ready_once_everything_is_there()
    {
        await using var application = new RagApplication();

        var (status, ready) = await ReadyAsync(application);

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((string?)ready["status"], Is.EqualTo("healthy"));
        Assert.That(ready["checks"]!.AsObject().Select(check => check.Key), Is.SupersetOf(new[] { "database", "embedder", "cache" }));
        Assert.That(ready["checks"]!["cache"]!.AsObject().Select(field => field.Key), Is.EquivalentTo(new[] { "status", "latency_ms", "detail" }));
    }

    [Test]
    public async Task Keeps_what_it_found_for_five_seconds()
    {
        var dependency = new SwitchedCheck();
        await using var application = new RagApplication().With(services => services.AddHealthChecks().AddCheck("dependency", dependency));
        var (first, _) = await ReadyAsync(application);
        dependency.IsWell = true;

        application.Time.Advance(TimeSpan.FromSeconds(4.9));
        var (kept, _) = await ReadyAsync(application);
        application.Time.Advance(TimeSpan.FromSeconds(0.1));
        var (renewed, _) = await ReadyAsync(application);

        Assert.That(
            new[] { first, kept, renewed },
            Is.EqualTo(new[] { HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK }));
    }

    [Test]
    public async Task A_lost_model_provider_is_degraded_and_still_ready()
    {
        await using var application = new RagApplication().With(services => services.AddHealthChecks()
            .AddCheck("provider", new FailedCall(), failureStatus: HealthStatus.Degraded));

        var (status, ready) = await ReadyAsync(application);

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((string?)ready["status"], Is.EqualTo("degraded"));
        Assert.That((string?)ready["checks"]!["provider"]!["detail"], Is.EqualTo("The last call failed."));
    }

    [Test]
    public async Task A_check_that_throws_tells_nothing_of_what_it_threw()
    {
        await using var application = new RagApplication().With(services => services.AddHealthChecks()
            .AddCheck("store", new Func<HealthCheckResult>(() => throw new IOException("/srv/secret/path.db"))));

        var (status, ready) = await ReadyAsync(application);

        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(ready.ToJsonString(), Does.Not.Contain("secret"));
        Assert.That(application.Log.Text, Does.Contain("/srv/secret/path.db"));
    }

    [Test]
    public async Task A_check_that_hangs_and_ignores_its_token_is_given_up_after_two_seconds()
    {
        var entered = new TaskCompletionSource();
        await using var application = new RagApplication().With(services => services.AddHealthChecks().AddAsyncCheck("hanging", async () =>
        {
            entered.TrySetResult();
            await new TaskCompletionSource().Task;
            return HealthCheckResult.Healthy();
        }));

        var asking = ReadyAsync(application);
        await entered.Task;
        application.Time.Advance(TimeSpan.FromSeconds(2));
        var (status, ready) = await asking;

        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((string?)ready["checks"]!["hanging"]!["status"], Is.EqualTo("unhealthy"));
        Assert.That((double?)ready["checks"]!["hanging"]!["latency_ms"], Is.EqualTo(2000));
    }

    private static async Task<(HttpStatusCode Status, JsonObject Answer)> ReadyAsync(RagApplication application)
    {
        var response = await application.Client().GetAsync("/api/v1/health/ready");
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    private sealed class LostSessions : ISessionRepository
    {
        public Task AddAsync(Session session, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<Session?> FindAsync(Guid id, CancellationToken cancellationToken) => throw new IOException("The database is lost.");

        public Task<bool> RotateAsync(Session rotated, Guid spending, CancellationToken cancellationToken) => throw new IOException("The database is lost.");

        public Task RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) => throw new IOException("The database is lost.");
    }

    private sealed class SwitchedCheck : IHealthCheck
    {
        public bool IsWell { get; set; }

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(IsWell ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
    }

    private sealed class FailedCall : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(HealthCheckResult.Unhealthy("The last call failed."));
    }
}
