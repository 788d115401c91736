using System.Collections;
using Rag.Application;

namespace Rag.Api.Configuration;

/// <summary>Every fault of every variable at once, so that an operator mends them in one go.</summary>
internal sealed class SettingsException(IReadOnlyList<string> faults)
    : StartupException($"The configuration has {faults.Count} fault(s):{string.Concat(faults.Select(fault => $"{Environment.NewLine}  {fault}"))}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>
/// Reads the table's variables: the command line (<c>--NAME=value</c>) wins over the environment, that over the file <c>.env</c> in
/// the working directory, that over the defaults.
/// </summary>
internal static class SettingsReader
{
    public static Settings Read(IReadOnlyList<string> arguments)
    {
        var warnings = new List<string>();
        return Resolve(
            [
                new(SettingSource.CommandLine, ReadArguments(arguments)),
                new(SettingSource.Environment, ReadEnvironment()),
                new(SettingSource.File, ReadFile(Path.GetFullPath(".env"), warnings)),
            ],
            warnings);
    }

    /// <param name="Values">By name, without case.</param>
    internal sealed record Layer(SettingSource Source, IReadOnlyDictionary<string, string> Values)
    {
        public string? Find(string? name) => name is not null && Values.TryGetValue(name, out var value) ? value.Trim() : null;
    }

    internal static Settings Resolve(IReadOnlyList<Layer> layers, List<string> warnings)
    {
        var faults = new List<string>();
        var values = new Dictionary<string, SettingValue>();
        foreach (var setting in SettingsTable.Rows)
        {
            if (Choose(setting, layers, warnings) is not { } written)
            {
                values[setting.Name] = ByDefault(setting, setting.Default);
            }
            else if (setting.Kind.Normalize(written.Value) is { } bound)
            {
                values[setting.Name] = new(setting, NullIfEmpty(bound), written.Value, written.Source);
            }
            else
            {
                faults.Add($"{setting.Name} is {Quote(setting, written.Value)}; it must be {setting.Kind.Expected}.");
            }
        }

        foreach (var setting in SettingsTable.Rows.Where(row => row.DefaultFrom is not null && values.GetValueOrDefault(row.Name) is { Written: null }))
        {
            values[setting.Name] = ByDefault(setting, setting.DefaultFrom!(name => values.GetValueOrDefault(name)?.Value));
        }

        var settings = new Settings([.. SettingsTable.Rows.Where(row => values.ContainsKey(row.Name)).Select(row => values[row.Name])], warnings);
        faults.AddRange(SettingRules.Check(settings));
        faults.AddRange(OriginRules.Check(settings));
        faults.AddRange(ServiceRules.Check(settings));
        warnings.AddRange(OriginRules.Warn(settings));
        warnings.AddRange(ServiceRules.Warn(settings));
        warnings.AddRange(UnknownNames.Warn(layers.SelectMany(layer => layer.Values.Where(value => value.Value.Length > 0)).Select(value => value.Key)));
        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }

    // Decided source by source, so that the environment wins over the file whichever of its two names a variable has there.
    private static (string Value, SettingSource Source)? Choose(Setting setting, IReadOnlyList<Layer> layers, List<string> warnings)
    {
        foreach (var layer in layers)
        {
            var (first, second) = (layer.Find(setting.Name), layer.Find(setting.OtherName));
            if (!string.IsNullOrEmpty(first) && !string.IsNullOrEmpty(second) && first != second)
            {
                warnings.Add($"{setting.Name} and {setting.OtherName} are both set and differ; {setting.Name} is used.");
            }

            if ((string.IsNullOrEmpty(first) ? second ?? first : first) is { } value)
            {
                return value.Length == 0 ? null : (value, layer.Source);
            }
        }

        return null;
    }

    private static SettingValue ByDefault(Setting setting, string? written) =>
        new(setting, written is null ? null : NullIfEmpty(setting.Kind.Normalize(written)), written, SettingSource.Default);

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static string Quote(Setting setting, string value) =>
        setting.IsSecret ? $"a secret of {value.Length} characters" : setting.IsPrompt ? $"a text of {value.Length} characters" : $"\"{value}\"";

    private static Dictionary<string, string> ReadArguments(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var argument in arguments.Where(argument => argument.StartsWith("--", StringComparison.Ordinal)))
        {
            if (argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                values[argument[2..equals]] = argument[(equals + 1)..];
            }
        }

        return values;
    }

    private static Dictionary<string, string> ReadEnvironment()
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        // On Linux PORT and port are two variables; the spelling that is documented comes last and stays.
        foreach (var (name, value) in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => ((string)entry.Key, (string?)entry.Value ?? ""))
            .OrderBy(entry => entry.Item1.Equals(entry.Item1.ToUpperInvariant(), StringComparison.Ordinal)))
        {
            values[name] = value;
        }

        return values;
    }

    private static Dictionary<string, string> ReadFile(string path, List<string> warnings)
    {
        try
        {
            return File.Exists(path) ? DotEnvFile.Parse(File.ReadAllText(path), warnings) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} cannot be read ({exception.Message}). Make it readable to this user or remove it.", exception);
        }
    }
}
