using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Rag.Application.Retrieval;

namespace Rag.Api.Health;

/// <summary>
/// Runs the registered checks side by side, each with its own limit, and keeps what they said for a moment: however many ask, what
/// is checked is asked once. The framework's own service has no limit for a check that ignores its cancellation token.
/// </summary>
public sealed partial class Readiness(
    IOptions<HealthCheckServiceOptions> checks, IServiceScopeFactory scopes, IEmbeddingModel model, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<Readiness> logger)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private static readonly CheckResponse Stopping = new(HealthStatus.Unhealthy, 0, "It is stopping; running answers are finished.");

    private readonly Lock _lock = new();
    private Task<ReadyResponse>? _last;
    private DateTimeOffset _lastAt;
    private bool _wasLoaded;

    /// <summary>Never ready once a stop has been asked for, whatever is kept: no new work should come here.</summary>
    public async Task<ReadyResponse> CheckAsync()
    {
        var report = await FindAsync();
        return lifetime.ApplicationStopping.IsCancellationRequested
            ? new(HealthStatus.Unhealthy, report.Checks.Append(new("shutdown", Stopping)).ToDictionary())
            : report;
    }

    private Task<ReadyResponse> FindAsync()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();

            // What was found before the model was there would keep a service that is ready out of its load balancer.
            var isLoaded = model.IsLoaded;
            if (_last is null || now - _lastAt >= Kept || isLoaded != _wasLoaded)
            {
                _lastAt = now;
                _wasLoaded = isLoaded;
                _last = RunAsync();
            }

            return _last;
        }
    }

    private async Task<ReadyResponse> RunAsync()
    {
        var results = await Task.WhenAll(checks.Value.Registrations.Select(registration => Task.Run(() => RunAsync(registration))));
        return new ReadyResponse(
            results.Select(result => result.Check.Status).DefaultIfEmpty(HealthStatus.Healthy).Min(),
            results.ToDictionary(result => result.Name, result => result.Check));
    }

    private async Task<(string Name, CheckResponse Check)> RunAsync(HealthCheckRegistration registration)
    {
        var started = time.GetTimestamp();
        var (status, detail) = await AskAsync(registration);

        // What may be lost without stopping the work is registered as such; then nothing of it is worse than degraded.
        status = status < registration.FailureStatus ? registration.FailureStatus : status;
        return (registration.Name, new CheckResponse(status, Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 1), detail));
    }

    private async Task<(HealthStatus Status, string Detail)> AskAsync(HealthCheckRegistration registration)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        var asked = AskInScopeAsync(registration, limit.Token);
        try
        {
            var result = await asked.WaitAsync(limit.Token);
            return (result.Status, result.Description ?? (result.Status == HealthStatus.Healthy ? "In order." : "Not in order."));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (HealthStatus.Unhealthy, "No answer within 2 seconds.");
        }
        catch (Exception exception)
        {
            // Whatever a check throws means the same. The message may name hosts and paths: it is for the log alone.
            CheckFailed(exception, registration.Name);
            return (HealthStatus.Unhealthy, "The check failed.");
        }
    }

    // The scope lives as long as the check, not as long as we wait for it.
    private async Task<HealthCheckResult> AskInScopeAsync(HealthCheckRegistration registration, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = new HealthCheckContext { Registration = registration };
        return await registration.Factory(scope.ServiceProvider).CheckHealthAsync(context, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Health check {Check} failed")]
    private partial void CheckFailed(Exception exception, string check);
}
