using System.Net;

namespace Rag.Api.Configuration;

/// <summary>An address, a range of them, or the word for all private ones; normalized to a range or the word.</summary>
internal sealed record ProxySetting() : SettingKind("an IP address, a CIDR range such as 10.0.0.0/8, or private")
{
    public const string Private = "private";

    public override string? Normalize(string value) =>
        value.Equals(Private, StringComparison.OrdinalIgnoreCase) ? Private
        : IPAddress.TryParse(value, out var address) ? $"{address}/{(address.GetAddressBytes().Length * 8)}"
        : IPNetwork.TryParse(value, out var range) ? range.ToString()
        : null;
}
