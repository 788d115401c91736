using System.ComponentModel.DataAnnotations;

namespace Rag.Api.Configuration;

internal sealed class MetricsOptions
{
    public const string Section = "Metrics";

    /// <summary>Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Default 9090; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 9090;
}
