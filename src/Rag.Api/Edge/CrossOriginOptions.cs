namespace Rag.Api.Edge;

/// <summary>Which pages of other sites may use this API in a browser.</summary>
internal sealed class CrossOriginOptions
{
    public const string Section = "Cors";

    /// <summary>Every route, with credentials. Default: none (the local front end in development).</summary>
    public IReadOnlyList<string> Origins { get; set; } = [];

    /// <summary>The same; for deployments that have one front end. Default: none.</summary>
    public IReadOnlyList<string> ClientOrigins { get; set; } = [];

    /// <summary>What the widget on somebody's page needs, without credentials. Default: none.</summary>
    public IReadOnlyList<string> WidgetOrigins { get; set; } = [];

    /// <summary>The rest, with credentials. Default: none.</summary>
    public IReadOnlyList<string> AdminOrigins { get; set; } = [];

    /// <summary>How long a browser may remember a preflight's answer. Default 1 hour.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromHours(1);
}
