namespace Rag.Api.Configuration;

/// <summary>The variables in force, valid each and together.</summary>
internal sealed class Settings(IReadOnlyList<SettingValue> values, IReadOnlyList<string> warnings)
{
    private readonly Dictionary<string, SettingValue> _byName = values.ToDictionary(value => value.Setting.Name);

    /// <summary>In the order of the table.</summary>
    public IReadOnlyList<SettingValue> Values { get; } = values;

    /// <summary>What is not wrong but may not be meant.</summary>
    public IReadOnlyList<string> Warnings { get; } = warnings;

    /// <summary>The bound value of a variable; null when it is not set or was not valid.</summary>
    public string? this[string name] => _byName.GetValueOrDefault(name)?.Value;

    /// <summary>Whether MongoDB is behind the ports of the stored state, instead of the embedded store.</summary>
    public bool UsesMongo => this["MONGO_URI"] is not null;

    public bool IsChosen(string name) => _byName.GetValueOrDefault(name) is { Source: not SettingSource.Default };

    /// <summary>Whether a variable is set to what it cannot be; only while its faults are being collected.</summary>
    public bool IsFaulty(string name) => !_byName.ContainsKey(name);

    /// <summary>
    /// How the host is made: from these settings alone. ASPNETCORE_* and DOTNET_* variables, appsettings.json and launch profiles
    /// are never read, and files that come with the application are found beside it from any working directory.
    /// </summary>
    public WebApplicationOptions HostOptions => new()
    {
        ApplicationName = typeof(Settings).Assembly.GetName().Name,
        EnvironmentName = this["ENVIRONMENT"],
        ContentRootPath = AppContext.BaseDirectory,
    };

    /// <summary>What options are bound from.</summary>
    public IEnumerable<KeyValuePair<string, string?>> ToConfiguration() =>
        from value in Values
        where value.Setting.Key is not null && value.Value is not null
        from pair in value.Setting.Kind.Bind(value.Setting.Key!, value.Value!)
        select pair;
}
