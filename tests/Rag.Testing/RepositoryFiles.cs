namespace Rag.Testing;

/// <summary>Files of the checkout that a test runs in.</summary>
public static class RepositoryFiles
{
    /// <summary>The folder of Rag.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static string Find(string relativePath) => Path.Combine(Root, relativePath);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Rag.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the checkout.");
    }
}
