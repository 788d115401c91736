namespace Rag.Api.FunctionalTests.Crash;

/// <summary>Processes that read PDFs for this build, were stopped, and have nobody left who would let them go on or end.</summary>
internal static class StoppedReaders
{
    private static readonly string Application = Path.Combine(AppContext.BaseDirectory, "Rag.Api.dll");

    public static IReadOnlyList<int> Find() => OperatingSystem.IsLinux()
        ? [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(name => int.TryParse(name, out var id) ? id : 0).Where(id => id > 0 && IsStopped(id))]
        : [];

    private static bool IsStopped(int id)
    {
        try
        {
            var arguments = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');

            // The state stands behind the name, which is in brackets and may hold anything.
            return arguments.Contains(Application) && arguments.Contains("pdf-worker") && File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1][0] == 'T';
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return false;
        }
    }
}
