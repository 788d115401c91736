namespace Rag.Api.Configuration;

/// <summary>Says at start what is in force and where it came from, as one entry, secrets masked.</summary>
internal sealed partial class EffectiveConfiguration(Settings settings, ILogger<EffectiveConfiguration> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var lines = string.Concat(settings.Values.Select(value =>
            $"{Environment.NewLine}  {value.Setting.Name} = {value.Shown} ({SourceName(value.Source)})"));
        ConfigurationInForce(lines);
        foreach (var warning in settings.Warnings)
        {
            ConfigurationWarning(warning);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string SourceName(SettingSource source) => source switch
    {
        SettingSource.Default => "default",
        SettingSource.File => ".env",
        SettingSource.Environment => "environment",
        SettingSource.CommandLine => "command line",
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Configuration in force:{Settings}")]
    private partial void ConfigurationInForce(string settings);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private partial void ConfigurationWarning(string warning);
}
