namespace Rag.Infrastructure.Redis;

/// <summary>What instances share beside the database.</summary>
public sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary>A redis:// or rediss:// URI, or the driver's own form. Null: each instance counts for itself.</summary>
    public string? Url { get; set; }

    /// <summary>How long entries are kept that are no answers or retrievals, with Redis or without. Default 1 h.</summary>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromHours(1);
}
