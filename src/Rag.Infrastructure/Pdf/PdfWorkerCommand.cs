using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Rag.Infrastructure.Pdf.Worker;

namespace Rag.Infrastructure.Pdf;

/// <summary>How the reading process is started: as the application's own assembly, whatever hosts it, and without its secrets.</summary>
internal static class PdfWorkerCommand
{
    private const string Application = "Rag.Api";

    /// <summary>
    /// What the runtime needs to start. Everything else stays here: the environment holds the keys of the model provider and of the
    /// database, and the child reads files of strangers.
    /// </summary>
    private static readonly string[] Inherited =
    [
        "PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH",
        "SystemRoot", "SystemDrive", "windir", "TEMP", "TMP", "USERPROFILE", "LOCALAPPDATA",
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_BUNDLE_EXTRACT_BASE_DIR", "DOTNET_ROLL_FORWARD",
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
    ];

    public static ProcessStartInfo Create(PdfOptions options, PdfBudget budget)
    {
        var path = options.WorkerPath ?? OwnPath();
        var isAssembly = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo
        {
            FileName = isAssembly ? DotnetPath() : path,
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (isAssembly)
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(path);
        }

        start.ArgumentList.Add(PdfWorker.Argument);
        SetEnvironment(start, budget);
        return start;
    }

    private static void SetEnvironment(ProcessStartInfo start, PdfBudget budget)
    {
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        // The runtime reads this one as hexadecimal.
        start.Environment["DOTNET_GCHeapHardLimit"] = budget.HeapBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        // A process of a second gains nothing from profiling itself, and nobody attaches to it.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
    }

    /// <summary>The running executable where it is the application, in one file or beside its assembly; the assembly where something else hosts it, as tests do.</summary>
    private static string OwnPath()
    {
        var running = Environment.ProcessPath;
        if (string.Equals(Path.GetFileNameWithoutExtension(running), Application, StringComparison.OrdinalIgnoreCase))
        {
            return running!;
        }

        var assembly = Path.Combine(AppContext.BaseDirectory, $"{Application}.dll");
        return File.Exists(assembly) ? assembly : throw new FileNotFoundException($"The PDF reader {assembly} is missing; set Pdf:WorkerPath.", assembly);
    }

    private static string DotnetPath()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Environment.ProcessPath is { } running && Path.GetFileName(running).Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            return running;
        }

        // <root>/shared/Microsoft.NETCore.App/<version>/ is where this runtime was loaded from.
        var besideRuntime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(besideRuntime) ? besideRuntime : name;
    }
}
