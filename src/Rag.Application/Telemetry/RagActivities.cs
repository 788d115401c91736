using System.Diagnostics;

namespace Rag.Application.Telemetry;

/// <summary>The spans of this application's own work. Names, counts, durations and statuses alone: no text, no id and no address of anybody.</summary>
public static class RagActivities
{
    public const string SourceName = "Rag";

    /// <summary>Of the calls to language models, named and tagged as OpenTelemetry's conventions for them say.</summary>
    public const string ModelSourceName = "Rag.Model";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Null where nobody listens.</summary>
    public static Activity? Start(string name) => Source.StartActivity(name);
}
