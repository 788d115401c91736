namespace Rag.Infrastructure.Pdf;

/// <summary>
/// What reading may cost on this machine: the limits of the options, or less where there is less. Reading processes together get at
/// most half of the memory that the runtime reckons with, which in a container is three quarters of the container's; the server
/// needs the rest, and killing it would be the worst outcome of all.
/// </summary>
/// <param name="HeapBytes">Managed memory of one process.</param>
/// <param name="ResidentBytes">Resident memory of one process.</param>
internal readonly record struct PdfBudget(long HeapBytes, long ResidentBytes, int Processes)
{
    /// <summary>What a process takes before it has read anything, and a heap in which a plain file can still be read.</summary>
    private const long LeastResidentBytes = 128L * 1024 * 1024;

    /// <summary>Of this machine or container.</summary>
    public static PdfBudget Of(PdfOptions options) =>
        Of(options, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, Environment.ProcessorCount);

    internal static PdfBudget Of(PdfOptions options, long availableBytes, int processors)
    {
        var forReading = availableBytes / 2;
        var resident = Math.Min(options.MaxResidentBytes, Math.Max(LeastResidentBytes, forReading));
        // Beside its heap a process has code, stacks and what the runtime keeps; a heap that does not fit ends with a reason, a process with none.
        var heap = resident < options.MaxResidentBytes ? Math.Min(options.MaxHeapBytes, resident * 3 / 4) : options.MaxHeapBytes;

        // One processor is left to those who ask.
        var wanted = options.MaxProcesses > 0 ? options.MaxProcesses : Math.Max(1, processors - 1);
        return new PdfBudget(heap, resident, (int)Math.Clamp(forReading / resident, 1, Math.Min(wanted, processors)));
    }
}
