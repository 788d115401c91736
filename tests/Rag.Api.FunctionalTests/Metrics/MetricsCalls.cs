using System.Globalization;

namespace Rag.Api.FunctionalTests.Metrics;

/// <summary>What one reading of the metrics showed.</summary>
internal sealed record MetricsReading(string Text)
{
    /// <summary>The sum of all series of this name with these labels; 0 where there is none yet.</summary>
    public double Of(string name, params (string Name, string Value)[] labels) => Series(name)
        .Where(line => labels.All(label => line.Contains($"{label.Name}=\"{label.Value}\"", StringComparison.Ordinal)))
        .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));

    /// <summary>The names that the type lines declare.</summary>
    public IEnumerable<string> Names => Text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]);

    private IEnumerable<string> Series(string name) =>
        Text.Split('\n').Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal));
}

internal static class MetricsCalls
{
    public static RagApplication WithMetrics(this RagApplication application) => application.With("ENABLE_METRICS", "true").With("METRICS_PORT", "0");

    public static HttpClient MetricsClient(this RagApplication application) => new() { BaseAddress = application.MetricsAddress };

    public static async Task<MetricsReading> ReadMetricsAsync(this RagApplication application)
    {
        using var reader = application.MetricsClient();
        return new MetricsReading(await reader.GetStringAsync("/metrics"));
    }

    /// <summary>For what is counted just after the client has its answer.</summary>
    public static async Task<MetricsReading> ReadMetricsUntilAsync(this RagApplication application, Func<MetricsReading, bool> condition)
    {
        MetricsReading reading = null!;
        await Poll.UntilAsync(async () => condition(reading = await application.ReadMetricsAsync()));
        return reading;
    }
}
