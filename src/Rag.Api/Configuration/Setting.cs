namespace Rag.Api.Configuration;

/// <summary>One environment variable: a row of the table.</summary>
/// <param name="Name">As documented, upper case; read without case.</param>
/// <param name="Kind">What its value may be.</param>
/// <param name="Key">Where it goes in the configuration, <c>Section:Property</c>; null for one that is only checked.</param>
/// <param name="Default">In the variable's own writing; null for none.</param>
/// <param name="Meaning">One line for people.</param>
internal sealed record Setting(string Name, SettingKind Kind, string? Key, string? Default, string Meaning)
{
    /// <summary>The second name of a variable that has two.</summary>
    public string? OtherName { get; init; }

    /// <summary>Never shown, in no log and no answer.</summary>
    public bool IsSecret { get; init; }

    /// <summary>A part of the prompt: the log tells its length only.</summary>
    public bool IsPrompt { get; init; }

    /// <summary>A default that depends on other variables, given their values by name.</summary>
    public Func<Func<string, string?>, string?>? DefaultFrom { get; init; }
}

internal enum SettingSource
{
    Default,
    File,
    Environment,
    CommandLine,
}

/// <summary>A variable in force.</summary>
/// <param name="Value">As it goes into the configuration; null where nothing is set.</param>
/// <param name="Written">As somebody wrote it, or the default.</param>
internal sealed record SettingValue(Setting Setting, string? Value, string? Written, SettingSource Source)
{
    /// <summary>For the log and for people.</summary>
    public string Shown => Written is null ? "(none)" : Setting.IsSecret ? "********" : Setting.IsPrompt ? PromptShown(Written)! : Written;

    public static string? PromptShown(string? prompt) => prompt is null ? null : $"(text of {prompt.Length} characters)";
}
