using System.Globalization;
using System.Net;
using System.Net.Mail;

namespace Rag.Api.Configuration;

/// <summary>What a variable's value may be, and how it is written into the configuration.</summary>
/// <param name="Expected">Completes "must be …".</param>
internal abstract record SettingKind(string Expected)
{
    /// <summary>The value in the writing that options are bound from; null when it is not one.</summary>
    public abstract string? Normalize(string value);

    /// <summary>How a normalized value goes into the configuration.</summary>
    public virtual IEnumerable<KeyValuePair<string, string?>> Bind(string key, string value) => [KeyValuePair.Create(key, (string?)value)];
}

internal sealed record TextSetting() : SettingKind("text")
{
    public override string Normalize(string value) => value;
}

internal sealed record ShortTextSetting(int Most) : SettingKind($"text of at most {Most} characters")
{
    public override string? Normalize(string value) => value.EnumerateRunes().Count() <= Most ? value : null;
}

internal sealed record SecretSetting(int LeastBytes) : SettingKind($"at least {LeastBytes} bytes of text")
{
    public override string? Normalize(string value) => System.Text.Encoding.UTF8.GetByteCount(value) >= LeastBytes ? value : null;
}

internal sealed record WholeSetting(int Least, int Most) : SettingKind($"a whole number from {Least} to {Most}")
{
    public override string? Normalize(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;
}

internal sealed record NumberSetting(double Least, double Most)
    : SettingKind(string.Create(CultureInfo.InvariantCulture, $"a number from {Least} to {Most}, with a point"))
{
    public override string? Normalize(string value) =>
        double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number >= Least && number <= Most
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : null;
}

internal sealed record SwitchSetting() : SettingKind("true or false (also 1/0, yes/no, on/off)")
{
    public override string? Normalize(string value) => value.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "ON" => "true",
        "FALSE" or "0" or "NO" or "OFF" => "false",
        _ => null,
    };
}

/// <summary>One of some words, in any case; each with what it is to the options.</summary>
internal sealed record ChoiceSetting(params (string Word, string Bound)[] Words)
    : SettingKind("one of " + string.Join(", ", Words.Select(word => word.Word)))
{
    public override string? Normalize(string value) =>
        Words.FirstOrDefault(word => word.Word.Equals(value, StringComparison.OrdinalIgnoreCase)).Bound;
}

/// <summary>A whole number of seconds, minutes or days, bound as a <see cref="TimeSpan"/>.</summary>
internal sealed record TimeSetting(TimeSpan Unit, string UnitName, int Most, int Least = 1)
    : SettingKind($"a whole number of {UnitName} from {Least} to {Most}")
{
    private readonly WholeSetting _whole = new(Least, Most);

    public override string? Normalize(string value) =>
        _whole.Normalize(value) is { } number
            ? (Unit * int.Parse(number, CultureInfo.InvariantCulture)).ToString("c", CultureInfo.InvariantCulture)
            : null;
}

internal sealed record EmailSetting() : SettingKind("an e-mail address")
{
    public override string? Normalize(string value) =>
        MailAddress.TryCreate(value, out var address) && address.Address == value ? value : null;
}

internal sealed record UrlSetting() : SettingKind("a URL that begins with http:// or https://")
{
    public override string? Normalize(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? value
            : null;
}

/// <summary>A URL, or a server in a private network as platforms hand it over.</summary>
internal sealed record ServerUrlSetting() : SettingKind("a URL that begins with http:// or https://, or a host and port such as chroma:8000")
{
    private static readonly UrlSetting Url = new();

    public override string? Normalize(string value) =>
        Url.Normalize(value) ?? (value.Split(':') is [{ Length: > 0 } host, var port] && Uri.CheckHostName(host) != UriHostNameType.Unknown
            && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? $"http://{value}"
                : null);
}

internal sealed record AddressSetting() : SettingKind("an IP address of this machine, 0.0.0.0 for all of them, or localhost")
{
    public override string? Normalize(string value) =>
        value.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1"
        : IPAddress.TryParse(value.Trim('[', ']'), out var address) ? address.ToString()
        : null;
}

internal sealed record PathSetting() : SettingKind("a path")
{
    public override string? Normalize(string value) => value.Contains('\0', StringComparison.Ordinal) ? null : value;
}

/// <summary>The word auto (which sets nothing), or a value of another kind.</summary>
internal sealed record AutoOrSetting(SettingKind Other) : SettingKind($"auto, or {Other.Expected}")
{
    public override string? Normalize(string value) =>
        value.Equals("auto", StringComparison.OrdinalIgnoreCase) ? "" : Other.Normalize(value);
}
