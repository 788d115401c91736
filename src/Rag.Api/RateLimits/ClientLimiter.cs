using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Rag.Application.RateLimits;

namespace Rag.Api.RateLimits;

/// <summary>
/// A fixed window per client and class of route. The framework's own windows run on the machine's clock and in this process only;
/// these run on <see cref="TimeProvider"/>, and where they are counted is the port's affair.
/// </summary>
internal sealed class ClientLimiter(IRateCounter counter, TimeProvider time, IOptions<RateLimitOptions> options) : PartitionedRateLimiter<HttpContext>
{
    private static readonly Lease Undecided = new(isAcquired: false, retryAfter: null);

    /// <summary>What is known of all windows together: nothing.</summary>
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    // The middleware asks here first and, refused, asynchronously. Counting may need the network, so that this never decides;
    // deciding in both places would count every refused request twice.
    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) => Undecided;

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken)
    {
        var routes = RoutesOf(resource);
        var limit = options.Value.LimitOf(routes);
        var counted = await counter.CountAsync($"{routes}:{ClientOf(resource)}", options.Value.Window, cancellationToken);
        Announce(resource.Response, limit, counted);
        return counted.Count <= limit ? new Lease(isAcquired: true, retryAfter: null) : new Lease(isAcquired: false, counted.EndsAt - time.GetUtcNow());
    }

    public static RouteClass RoutesOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<CountedAsAttribute>()?.Routes ?? RouteClass.General;

    // Whoever has an IPv6 address has 2^64 of them; the network is the client.
    private static string ClientOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static void Announce(HttpResponse response, int limit, RateCount counted) =>
        // When the answer starts, not now: the exception handler clears the headers that were set before it.
        response.OnStarting(() =>
        {
            response.Headers[RateLimitHeaders.Limit] = limit.ToString(CultureInfo.InvariantCulture);
            response.Headers[RateLimitHeaders.Remaining] = Math.Max(0, limit - counted.Count).ToString(CultureInfo.InvariantCulture);
            response.Headers[RateLimitHeaders.Reset] =
                ((long)Math.Ceiling(counted.EndsAt.ToUnixTimeMilliseconds() / 1000.0)).ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });

    private sealed class Lease(bool isAcquired, TimeSpan? retryAfter) : RateLimitLease
    {
        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => retryAfter is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
            return metadata is not null;
        }
    }
}
