using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Rag.ArchitectureTests;

public sealed class TypeTests
{
    private const int MostDependencies = 5;

    private static readonly string[] Assemblies = ["Rag.Domain", "Rag.Application", "Rag.Infrastructure", "Rag.Api"];

    // The one class that adapters derive their own "cannot start" exceptions from.
    private static readonly string[] MayBeOpen = ["Rag.Application.StartupException"];

    private static IEnumerable<Type> Types => Assemblies.SelectMany(name => Assembly.Load(name).GetTypes()).Where(IsWritten);

    [Test]
    public void Every_class_is_sealed_abstract_or_static()
    {
        Assert.That(Types.Where(IsOpen).Select(type => type.FullName).Except(MayBeOpen), Is.Empty);
    }

    [Test]
    public void No_name_says_nothing()
    {
        var types = Types.Where(type => SourceRules.EmptyWordsIn(type.Name).Any()).Select(type => type.FullName);
        var folders = SourceFile.Under("src", "tests", "benchmarks").SelectMany(file => file.Folders)
            .Where(folder => folder.Split('.').Any(part => SourceRules.EmptyWordsIn(part).Any()));

        Assert.That(types.Concat(folders.Distinct()), Is.Empty);
    }

    [Test]
    public void No_file_is_longer_than_can_be_read()
    {
        var offences = SourceFile.Under("src", "tests", "benchmarks").Where(file => file.Lines > SourceRules.MostLines);

        Assert.That(offences.Select(file => $"{file.Path} ({file.Lines})"), Is.Empty);
    }

    [Test]
    public void The_program_reads_as_a_page()
    {
        Assert.That(SourceFile.Under("src/Rag.Api").Single(file => file.Name == "Program.cs").Lines, Is.LessThanOrEqualTo(40));
    }

    [Test]
    public void No_handler_needs_more_than_five_things()
    {
        Assert.That(Types.Where(type => type.Name.EndsWith("Handler", StringComparison.Ordinal) && Dependencies(type) > MostDependencies), Is.Empty);
    }

    [Test]
    public void Every_handler_lies_in_the_file_of_its_use_case()
    {
        var offences = SourceFile.Under("src/Rag.Application").Where(file => file.Name.EndsWith("Handler.cs", StringComparison.Ordinal));

        Assert.That(offences.Select(file => file.Path), Is.Empty);
    }

    [Test]
    public void The_rules_can_fail()
    {
        Assert.That(IsOpen(typeof(OpenClass)), Is.True);
        Assert.That(IsOpen(typeof(SourceFile)), Is.False);
        Assert.That(SourceRules.EmptyWordsIn("FileNameHelper"), Is.EqualTo(new[] { "Helper" }));
        Assert.That(SourceRules.EmptyWordsIn("SqliteDatabase"), Is.Empty);
        Assert.That(Dependencies(typeof(GreedyHandler)), Is.GreaterThan(MostDependencies));
        Assert.That(SourceFile.Under("src"), Has.Count.GreaterThan(50));
        Assert.That(Types.Count(type => type.Name.EndsWith("Handler", StringComparison.Ordinal)), Is.GreaterThan(4));
    }

    private static bool IsOpen(Type type) => type is { IsClass: true, IsSealed: false, IsAbstract: false };

    // What it calls. A logger is its own voice and options are numbers: neither is a concept that could be missing.
    private static int Dependencies(Type type) => type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Select(constructor => constructor.GetParameters().Count(parameter => !IsLoggerOrOptions(parameter.ParameterType)))
        .DefaultIfEmpty(0)
        .Max();

    private static bool IsLoggerOrOptions(Type type) =>
        typeof(ILogger).IsAssignableFrom(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IOptions<>));

    // What a person wrote: neither compiler nor source generators. The program's own class is the compiler's.
    private static bool IsWritten(Type type) =>
        !type.Name.Contains('<', StringComparison.Ordinal)
        && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
        && type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is null
        && (type.DeclaringType is null || IsWritten(type.DeclaringType))
        && type.Namespace?.StartsWith("Rag.", StringComparison.Ordinal) is true;

#pragma warning disable CA1852 // That it is not sealed is its purpose.
    private class OpenClass;
#pragma warning restore CA1852

#pragma warning disable CS9113 // That it takes much and uses nothing is its purpose.
    private sealed class GreedyHandler(int a, int b, int c, int d, int e, int f);
#pragma warning restore CS9113
}
