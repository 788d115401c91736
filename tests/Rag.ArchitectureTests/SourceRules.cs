using System.Text.RegularExpressions;

namespace Rag.ArchitectureTests;

internal static partial class SourceRules
{
    public const int MostLines = 400;

    /// <summary>Words that say that nobody knew what a thing is; whole words of a PascalCase name.</summary>
    public static readonly string[] NamesThatSayNothing = ["Helper", "Helpers", "Utils", "Util", "Common", "Misc", "Manager", "Base", "Impl", "Data", "Info", "Dto", "Vm"];

    /// <summary>The forbidden words of a type's or folder's name.</summary>
    public static IEnumerable<string> EmptyWordsIn(string name) =>
        Word().Matches(name).Select(match => match.Value).Intersect(NamesThatSayNothing);

    [GeneratedRegex(@"\bIConfiguration(Root|Section)?\b")]
    public static partial Regex NamesConfiguration();

    [GeneratedRegex(@"\bI\w+Repository\b")]
    public static partial Regex NamesRepository();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Word();
}
