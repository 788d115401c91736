using System.Net;
using Rag.Api.Configuration;

namespace Rag.Api.Edge;

/// <summary>Whom we believe who the client is.</summary>
internal sealed class ProxyOptions
{
    public const string Section = "Proxies";

    private static readonly IPNetwork[] PrivateRanges =
    [
        // This machine, RFC 1918, carriers' and platforms' shared space, link-local; then the same of IPv6.
        .. ((string[])["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"])
            .Select(range => IPNetwork.Parse(range)),
    ];

    /// <summary>Ranges of addresses, and the word <c>private</c>. Default: nobody.</summary>
    public IReadOnlyList<string> Trusted { get; set; } = [];

    public IEnumerable<IPNetwork> Ranges =>
        Trusted.SelectMany(trusted => trusted == ProxySetting.Private ? PrivateRanges : [IPNetwork.Parse(trusted)]);
}
