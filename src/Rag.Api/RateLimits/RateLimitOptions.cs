using System.ComponentModel.DataAnnotations;

namespace Rag.Api.RateLimits;

/// <summary>How many requests a client may make in a window, by class of route.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>All routes but health and those below. Default 100.</summary>
    [Range(1, 1_000_000)]
    public int MaxRequests { get; set; } = 100;

    /// <summary>Default 1 minute.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Questions. Default 20: 20 % of <see cref="MaxRequests"/>.</summary>
    [Range(1, 1_000_000)]
    public int ChatMaxRequests { get; set; } = 20;

    /// <summary>Attempts to sign in. Default 10: 10 % of <see cref="MaxRequests"/>.</summary>
    [Range(1, 1_000_000)]
    public int LoginMaxRequests { get; set; } = 10;

    /// <summary>Uploads. Default 100: as <see cref="MaxRequests"/>.</summary>
    [Range(1, 1_000_000)]
    public int UploadMaxRequests { get; set; } = 100;

    public int LimitOf(RouteClass routes) => routes switch
    {
        RouteClass.General => MaxRequests,
        RouteClass.Chat => ChatMaxRequests,
        RouteClass.Login => LoginMaxRequests,
        RouteClass.Upload => UploadMaxRequests,
    };
}
