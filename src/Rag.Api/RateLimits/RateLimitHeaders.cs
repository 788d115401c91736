namespace Rag.Api.RateLimits;

/// <summary>What every answer says of its client's window.</summary>
internal static class RateLimitHeaders
{
    public const string Limit = "X-RateLimit-Limit";

    public const string Remaining = "X-RateLimit-Remaining";

    /// <summary>When the window ends, in seconds of Unix time.</summary>
    public const string Reset = "X-RateLimit-Reset";
}
