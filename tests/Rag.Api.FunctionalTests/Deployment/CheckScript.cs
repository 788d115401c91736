using System.Diagnostics;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Deployment;

/// <summary>scripts/check-deployment.sh as an operator runs it.</summary>
internal static class CheckScript
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<(int Status, string Output)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash", [RepositoryFiles.Find("scripts/check-deployment.sh"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token) + await errors;
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, output);
    }
}
