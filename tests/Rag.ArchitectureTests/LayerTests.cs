namespace Rag.ArchitectureTests;

public sealed class LayerTests
{
    [Test]
    public void Domain_stands_on_the_base_library_alone()
    {
        Assert.That(Layers.Domain.Offences(Layers.ReferencesOf("Rag.Domain")), Is.Empty);
    }

    [Test]
    public void Application_knows_no_web_no_vendor_and_no_configuration()
    {
        Assert.That(Layers.Application.Offences(Layers.ReferencesOf("Rag.Application")), Is.Empty);
    }

    [Test]
    public void Infrastructure_knows_nothing_above_it()
    {
        Assert.That(Layers.ReferencesOf("Rag.Infrastructure").Where(name => Layers.IsIn(name, Layers.ForbiddenToInfrastructure)), Is.Empty);
    }

    [Test]
    public void The_api_knows_no_vendor_of_an_adapter()
    {
        Assert.That(Layers.ReferencesOf("Rag.Api").Where(name => Layers.IsIn(name, Layers.ForbiddenToApi)), Is.Empty);
    }

    [Test]
    public void Infrastructure_is_named_in_the_programs_file_only()
    {
        var offences = SourceFile.Under("src/Rag.Api").Where(file =>
            file.Name != "Program.cs" && file.Text.Contains("Rag.Infrastructure", StringComparison.Ordinal));

        Assert.That(offences.Select(file => file.Path), Is.Empty);
    }

    [Test]
    public void Adapters_are_added_in_the_programs_file_and_their_own_list_only()
    {
        var offences = SourceFile.Under("src/Rag.Api", "src/Rag.Application").Where(file =>
            file.Name != "Program.cs" && file.Text.Contains("AddInfrastructure", StringComparison.Ordinal));

        Assert.That(offences.Select(file => file.Path), Is.Empty);
    }

    [Test]
    public void Configuration_is_read_in_the_program_and_its_folder_only()
    {
        var offences = SourceFile.Under("src").Where(file =>
            file.Name != "Program.cs"
            && !file.Path.StartsWith("src/Rag.Api/Configuration/", StringComparison.Ordinal)
            && SourceRules.NamesConfiguration().IsMatch(file.Text));

        Assert.That(offences.Select(file => file.Path), Is.Empty);
    }

    [Test]
    public void The_api_goes_through_use_cases_and_not_to_repositories()
    {
        var offences = SourceFile.Under("src/Rag.Api").Where(file => SourceRules.NamesRepository().IsMatch(file.Text));

        Assert.That(offences.Select(file => file.Path), Is.Empty);
    }

    [Test]
    public void The_rules_can_fail()
    {
        Assert.That(Layers.Domain.Offences(["System.Runtime", "MediatR"]), Is.EqualTo(new[] { "MediatR" }));
        Assert.That(
            Layers.Application.Offences(["Rag.Domain", "Microsoft.AspNetCore.Http", "Microsoft.Extensions.Configuration.Abstractions", "MongoDB.Driver"]),
            Is.EqualTo(new[] { "Microsoft.AspNetCore.Http", "Microsoft.Extensions.Configuration.Abstractions", "MongoDB.Driver" }));
        Assert.That(Layers.IsIn("Lucene.Net", Layers.ForbiddenToApi), Is.True);
        Assert.That(Layers.IsIn("Rag.Application", Layers.ForbiddenToApi), Is.False);
        Assert.That(SourceRules.NamesConfiguration().IsMatch("Handler(IConfiguration configuration)"), Is.True);
        Assert.That(SourceRules.NamesRepository().IsMatch("Controller(IUserRepository users)"), Is.True);
    }
}
