using System.ComponentModel;
using System.Diagnostics;

namespace Rag.Infrastructure.Pdf;

/// <summary>One reading process, which never outlives this object.</summary>
internal sealed class PdfWorkerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private PdfWorkerProcess(Process process) => _process = process;

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Bytes; 0 when the process is gone.</summary>
    public long ResidentBytes
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.HasExited ? 0 : _process.WorkingSet64;
            }
            catch (Exception e) when (e is InvalidOperationException or Win32Exception)
            {
                // It went away between the two questions.
                return 0;
            }
        }
    }

    public static PdfWorkerProcess Start(ProcessStartInfo start)
    {
        var process = new Process { StartInfo = start };
        // What a crash prints may be megabytes of stack; a pipe that nobody empties would stop the child from ending.
        process.ErrorDataReceived += static (_, _) => { };
        process.Start();
        process.BeginErrorReadLine();
        LowerPriority(process);
        return new PdfWorkerProcess(process);
    }

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // Gone already, which is what was wanted.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static void LowerPriority(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or PlatformNotSupportedException)
        {
            // Politeness towards those who chat meanwhile, not a condition.
        }
    }
}
