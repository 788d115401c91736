namespace Rag.Api.Configuration;

/// <summary>
/// An origin as browsers write it. Anything else passes here, because what it means depends on where this runs:
/// <see cref="OriginRules"/> refuses or ignores it.
/// </summary>
internal sealed record OriginSetting() : SettingKind("an origin, for example https://www.example.com")
{
    public const string Any = "*";

    public override string Normalize(string value) => Parse(value) ?? value;

    public static bool IsOrigin(string value) => Parse(value) == value;

    // Browsers send it in lower case, without the usual port and without a slash; people write all three.
    private static string? Parse(string value) =>
        !value.Contains('*', StringComparison.Ordinal)
        && Uri.TryCreate(value, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
        && !value.EndsWith('?') && !value.EndsWith('#')
        && url.IdnHost.Length > 0
            ? $"{url.Scheme}://{(url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost)}{(url.IsDefaultPort ? "" : $":{url.Port}")}"
            : null;
}
