using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Rag.Application.Chat;

namespace Rag.Infrastructure.OpenAi;

/// <summary>Tells how the last real call went and makes none: a probe must not cost tokens.</summary>
internal sealed class LlmHealthCheck(ModelCallStatus status, IOptions<ModelOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Describe());

    private HealthCheckResult Describe() => status.Last switch
    {
        _ when options.Value.Type == ModelType.Local => HealthCheckResult.Healthy("LOCAL: answers quote the documents, no model is called."),
        null => HealthCheckResult.Healthy("No call yet."),
        { ErrorCode: null } last => HealthCheckResult.Healthy($"The last call succeeded at {Time(last)}."),
        { } last => HealthCheckResult.Degraded($"The last call failed at {Time(last)}: {last.ErrorCode}."),
    };

    private static string Time(ModelCallOutcome last) => last.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
