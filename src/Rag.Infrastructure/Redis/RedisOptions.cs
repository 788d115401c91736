namespace Rag.Infrastructure.Redis;

/// <summary>What instances share beside the database.</summary>
public sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary>A redis:// or rediss:// URI, or the driver's own form. Null: each instance counts for itself.</summary>
    public string? Url { get; set; }
}
