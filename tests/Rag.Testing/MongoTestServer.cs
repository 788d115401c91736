using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Rag.Testing;

/// <summary>
/// The MongoDB that tests run against: the one that TEST_MONGO_URI names, or the compatible server of tests/services, started once and
/// ended with this process. Without either, tests that need it say why they are skipped.
/// </summary>
public static class MongoTestServer
{
    public const string Variable = "TEST_MONGO_URI";

    // Held, because a process object that is collected closes the input that keeps the server alive.
    private static Process? _process;

    private static readonly Lazy<string?> Started = new(Start);

    public static string? Uri => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } uri ? uri : Started.Value;

    public static string WhyMissing => $"There is no MongoDB: run `npm ci --ignore-scripts` in tests/services, or set {Variable}.";

    public static string NewDatabaseName() => $"rag_test_{Guid.CreateVersion7():N}";

    /// <summary>One name for one folder.</summary>
    public static string DatabaseOf(string folder) =>
        $"rag_test_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))).AsSpan(0, 12))}";

    private static string? Start()
    {
        var folder = RepositoryFiles.Find("tests/services");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            return null;
        }

        // Its standard input stays open for as long as this process lives: it ends when that ends, however it ends.
        _process = Process.Start(new ProcessStartInfo("node", ["mongo-server.mjs"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        });
        var line = _process?.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The MongoDB of the tests did not start.");
        return $"mongodb://127.0.0.1:{line.Split(' ')[^1]}";
    }
}
