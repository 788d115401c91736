using Rag.Testing;

namespace Rag.ArchitectureTests;

/// <summary>One C# file of the checkout, by its path from the root with forward slashes.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    public int Lines => Text.Count(c => c == '\n');

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public IEnumerable<string> Folders => Path.Split('/')[..^1];

    public static IReadOnlyList<SourceFile> Under(params string[] roots) =>
    [
        .. from root in roots
           where Directory.Exists(RepositoryFiles.Find(root))
           from file in Directory.EnumerateFiles(RepositoryFiles.Find(root), "*.cs", SearchOption.AllDirectories)
           let path = System.IO.Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/')
           where !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
           select new SourceFile(path, File.ReadAllText(file)),
    ];
}
