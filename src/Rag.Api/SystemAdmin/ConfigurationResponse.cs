using System.Globalization;
using Rag.Api.Configuration;
using Rag.Domain.Bots;

namespace Rag.Api.SystemAdmin;

/// <summary>The configuration in force.</summary>
/// <param name="Variables">In the order of the documentation.</param>
public sealed record ConfigurationResponse(IReadOnlyList<VariableResponse> Variables)
{
    internal static ConfigurationResponse Of(Settings settings) => new(
    [
        .. settings.Values.Select(value => new VariableResponse(
            value.Setting.Name, value.Written is null ? null : value.Shown, NameOf(value.Source), value.Setting.Default, value.Setting.Meaning)),
    ]);

    /// <summary>With what an admin stored in place of the variables that give its first values.</summary>
    internal ConfigurationResponse With(BotConfig stored) => new([.. Variables.Select(variable => variable.Name switch
    {
        "TEMPERATURE" => variable.Stored(stored.Temperature?.ToString(CultureInfo.InvariantCulture)),
        "SYSTEM_PROMPT" => variable.Stored(SettingValue.PromptShown(stored.SystemPrompt)),
        "UI_PROMPT_EXTRA" => variable.Stored(SettingValue.PromptShown(stored.UiPromptExtra)),
        "BOT_NAME" => variable.Stored(stored.BotName),
        _ => variable,
    })]);

    private static string NameOf(SettingSource source) => source switch
    {
        SettingSource.Default => "default",
        SettingSource.File => "file",
        SettingSource.Environment => "environment",
        SettingSource.CommandLine => "command_line",
    };
}

/// <summary>One variable.</summary>
/// <param name="Name" example="RETRIEVAL_K">Its name.</param>
/// <param name="Value" example="6">As it was written, or its default; asterisks for a secret, null where nothing is set.</param>
/// <param name="Source" example="environment"><c>default</c>, <c>environment</c>, <c>file</c> (<c>.env</c>), <c>command_line</c>, or <c>stored</c> where the stored bot configuration wins.</param>
/// <param name="Default" example="4">What holds without it; null for none, or when it depends on others.</param>
/// <param name="Meaning" example="Chunks given to the model.">One line for people.</param>
public sealed record VariableResponse(string Name, string? Value, string Source, string? Default, string Meaning)
{
    internal VariableResponse Stored(string? value) => value is null ? this : this with { Value = value, Source = "stored" };
}
