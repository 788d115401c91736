using System.ComponentModel;
using System.Diagnostics;
using Rag.Infrastructure.Scheduling;

namespace Rag.Infrastructure.Pdf;

/// <summary>One reading process, which never outlives this object.</summary>
internal sealed class PdfWorkerProcess : IAsyncDisposable
{
    /// <summary>Bytes of complaint after which a process is taken for crashed: the stack of an endless recursion prints 200 MB.</summary>
    private const int MostErrorBytes = 16 * 1024;

    private readonly Process _process;
    private readonly Task _errors;

    private PdfWorkerProcess(Process process)
    {
        _process = process;
        _errors = EmptyErrorsAsync();
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>The most it has had so far, which misses nothing between two looks; 0 when the process is gone.</summary>
    public long HighestResidentBytes
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.HasExited ? 0 : _process.PeakWorkingSet64;
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
        process.Start();
        BackgroundPriority.SetForReader(process);
        return new PdfWorkerProcess(process);
    }

    public void Kill()
    {
        try
        {
            // Not the whole tree, of which it is all: that stops a process before it kills it, and one whose killer is killed in
            // between stays stopped for ever.
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // Gone already, which is what was wanted.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _errors;
        _process.Dispose();
    }

    /// <summary>A pipe that nobody empties would stop the process from ending.</summary>
    private async Task EmptyErrorsAsync()
    {
        var buffer = new byte[4096];
        var total = 0;
        try
        {
            for (int read; (read = await _process.StandardError.BaseStream.ReadAsync(buffer)) > 0;)
            {
                total += read;
                if (total > MostErrorBytes)
                {
                    Kill();
                }
            }
        }
        catch (IOException)
        {
            // The pipe broke with its process.
        }
    }
}
