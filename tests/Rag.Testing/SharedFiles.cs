namespace Rag.Testing;

/// <summary>Data that lies beside the checkout and is not part of it: reference outputs and evaluation sets.</summary>
public static class SharedFiles
{
    /// <summary>
    /// The full path of a file under the <c>shared</c> folder beside the repository (or under <c>RAG_SHARED</c>); null where it is
    /// missing. A test that gets null ignores itself and says which file it wanted.
    /// </summary>
    public static string? Find(string relativePath)
    {
        var root = Environment.GetEnvironmentVariable("RAG_SHARED") ?? Path.Combine(RepositoryFiles.Root, "..", "shared");
        var path = Path.GetFullPath(Path.Combine(root, relativePath));
        return Path.Exists(path) ? path : null;
    }
}
