using System.Reflection;

namespace Rag.ArchitectureTests;

/// <summary>One layer: what it may stand on. References are compared by the assembly's name or its beginning.</summary>
internal sealed record Layer(string Name, params string[] MayReference)
{
    public Assembly Assembly => Assembly.Load(Name);

    /// <summary>The references that break the rule.</summary>
    public IEnumerable<string> Offences(IEnumerable<string> references) =>
        references.Where(reference => !MayReference.Any(allowed =>
            reference == allowed || (allowed.EndsWith('*') && reference.StartsWith(allowed[..^1], StringComparison.Ordinal))));
}

internal static class Layers
{
    // The BCL by name: "System.*" would let vendor packages of that name through.
    private static readonly string[] Bcl =
    [
        "System.Runtime", "System.Collections", "System.Collections.*", "System.Linq", "System.Linq.*", "System.Text.*", "System.Memory",
        "System.Numerics.Vectors", "System.Runtime.*", "System.Security.Cryptography", "System.Threading", "System.Threading.*", "System.ObjectModel",
        "System.ComponentModel", "System.ComponentModel.Primitives",
    ];

    public static readonly Layer Domain = new("Rag.Domain", Bcl);

    public static readonly Layer Application = new(
        "Rag.Application",
        [
            .. Bcl, "Rag.Domain", "MediatR", "FluentValidation", "FluentValidation.DependencyInjectionExtensions", "Scrutor", "System.ComponentModel.Annotations",
            "Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions",
            "Microsoft.Extensions.Options", "System.Numerics.Tensors", "System.Diagnostics.DiagnosticSource",
        ]);

    /// <summary>May use any vendor; what it may not use is said by <see cref="ForbiddenToInfrastructure"/>.</summary>
    public static readonly string[] ForbiddenToInfrastructure = ["Rag.Api", "Microsoft.AspNetCore.*"];

    /// <summary>Vendors of the adapters: the API knows none of them.</summary>
    public static readonly string[] ForbiddenToApi =
    [
        "Microsoft.Data.Sqlite", "MongoDB.*", "Lucene.*", "Microsoft.ML.*", "OpenAI", "Azure.*", "UglyToad.*", "BCrypt.*", "StackExchange.Redis",
    ];

    public static IEnumerable<string> ReferencesOf(string assembly) =>
        Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!);

    public static bool IsIn(string reference, IEnumerable<string> names) => names.Any(name =>
        reference == name || (name.EndsWith('*') && reference.StartsWith(name[..^1], StringComparison.Ordinal)));
}
