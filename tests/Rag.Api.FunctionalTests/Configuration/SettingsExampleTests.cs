using Rag.Api.Configuration;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Configuration;

/// <summary>Whoever adds a variable adds it to <c>.env.example</c> too: the failure shows the lines to add.</summary>
public sealed class SettingsExampleTests
{
    private static readonly string[] Lines = File.ReadAllLines(RepositoryFiles.Find(".env.example"));

    private static IEnumerable<string> Names => SettingsTable.Rows.Select(row => row.Name);

    [TestCaseSource(nameof(Names))]
    public void Every_variable_is_in_the_example_with_its_meaning_and_default(string name)
    {
        var setting = SettingsTable.Rows.Single(row => row.Name == name);
        string[] expected = [$"# {setting.Meaning}", $"#{setting.Name}={setting.Default}"];

        var line = Array.FindIndex(Lines, text => text.StartsWith($"#{name}=", StringComparison.Ordinal));

        Assert.That(line, Is.GreaterThan(0), $"Add to .env.example:\n{string.Join('\n', expected)}");
        Assert.That(Lines[(line - 1)..(line + 1)], Is.EqualTo(expected));
    }

    [Test]
    public void The_example_has_no_other_variable()
    {
        var inExample = Lines.Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith("# ", StringComparison.Ordinal))
            .Select(line => line.TrimStart('#').Split('=')[0]);

        Assert.That(inExample, Is.EquivalentTo(Names));
    }
}
