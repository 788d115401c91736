using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rag.Api.Health;

/// <param name="Status" example="ok">Always ok.</param>
/// <param name="Version" example="1.0.0">APP_VERSION, or the build's.</param>
/// <param name="Environment" example="development">ENVIRONMENT.</param>
public sealed record HealthResponse(string Status, string Version, string Environment);

/// <param name="Status" example="healthy">The worst of the checks.</param>
/// <param name="Checks">By name: database, vector_store, embedder, cache, llm.</param>
public sealed record ReadyResponse(HealthStatus Status, IReadOnlyDictionary<string, CheckResponse> Checks);

/// <param name="Status" example="healthy">Of this part.</param>
/// <param name="LatencyMs" example="1.3">How long it took to find out.</param>
/// <param name="Detail" example="The model is loaded.">A sentence for people.</param>
public sealed record CheckResponse(HealthStatus Status, double LatencyMs, string Detail);
