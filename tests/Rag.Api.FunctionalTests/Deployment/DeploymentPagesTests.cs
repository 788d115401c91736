using System.Text.RegularExpressions;
using Rag.Api.Configuration;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Deployment;

public sealed class DeploymentPagesTests
{
    private static readonly string[] Pages = ["docs/deployment.md", "docs/deployment.es.md", "docs/operations.md", "README.md", "README.es.md"];

    private static IEnumerable<string> OldAndNewNames =>
        SettingsTable.Rows.SelectMany(row => new[] { row.Name, row.OtherName }).OfType<string>().Concat(UnknownNames.Retired.Keys);

    [TestCaseSource(nameof(OldAndNewNames))]
    public void Whoever_comes_from_the_old_backend_finds_every_variable(string name)
    {
        var page = File.ReadAllText(RepositoryFiles.Find("docs/deployment.md"));

        Assert.That(page[page.IndexOf("## From the old backend", StringComparison.Ordinal)..], Does.Contain($"`{name}`"));
    }

    [TestCaseSource(nameof(Pages))]
    public void Every_link_leads_somewhere(string page)
    {
        var file = RepositoryFiles.Find(page);
        var text = File.ReadAllText(file);
        foreach (var target in Regex.Matches(text, @"\]\((?<target>[^)\s]+)\)", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups["target"].Value)
            .Where(target => !target.StartsWith("http", StringComparison.Ordinal)))
        {
            var (path, anchor) = target.Split('#') is [var before, var after] ? (before, after) : (target, null);
            var linked = path.Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, path);

            Assert.That(Path.Exists(linked), target);
            Assert.That(anchor is null || Anchors(File.ReadAllText(linked)).Contains(anchor), target);
        }
    }

    private static IEnumerable<string> Anchors(string markdown) => markdown.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))
        .Select(line => line[3..].Trim().ToLowerInvariant().Replace(' ', '-'));
}
