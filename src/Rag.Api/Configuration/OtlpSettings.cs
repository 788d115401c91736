namespace Rag.Api.Configuration;

/// <summary>
/// Whether OpenTelemetry's own variables ask for an export. They are no settings of this application: its SDK reads all of them from the
/// environment, and their names are the same in every program.
/// </summary>
internal static class OtlpSettings
{
    private static readonly string[] Endpoints =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    public static bool AreSet { get; } = Endpoints.Any(name => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(name)));
}
