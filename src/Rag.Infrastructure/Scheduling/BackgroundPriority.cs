using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Rag.Infrastructure.Scheduling;

/// <summary>
/// Less of a processor for the work of ingestion than for those who chat meanwhile, and in short slices: however small its weight, a
/// thread that wakes up for an answer would wait for the end of a slice each time, and an answer wakes one a dozen times.
/// </summary>
internal static unsafe class BackgroundPriority
{
    /// <summary>Nice values: a reader of PDFs gets a tenth of what others get beside it, an encoder of passages a third.</summary>
    private const int OfReader = 10;

    private const int OfEncoder = 5;

    /// <summary>The shortest slice the kernel takes (from Linux 6.12 on; before, the field does nothing).</summary>
    private const ulong SliceNanoseconds = 100_000;

    /// <summary>To be called as soon as the process is there: the threads it begins later take theirs from the first one.</summary>
    public static void SetForReader(Process process)
    {
        if (Set(process.Id, OfReader))
        {
            return;
        }

        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or PlatformNotSupportedException)
        {
            // Politeness, not a condition.
        }
    }

    /// <summary>For the calling thread; <see cref="Thread.Priority"/> does nothing on Linux.</summary>
    public static void SetForEncoder() => Set(thread: 0, OfEncoder);

    private static bool Set(int thread, int nice)
    {
        // Number of the call "sched_setattr" in the kernel's tables.
        nint? call = !OperatingSystem.IsLinux() ? null : RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 314,
            Architecture.Arm64 => 274,
            _ => null,
        };
        var attributes = new SchedulingAttributes { Size = (uint)sizeof(SchedulingAttributes), Nice = nice, Runtime = SliceNanoseconds };
        return call is { } number && Call(number, thread, &attributes, flags: 0) == 0;
    }

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Call(nint number, nint thread, SchedulingAttributes* attributes, nint flags);

    /// <summary>struct sched_attr of linux/sched/types.h, its first version; policy 0 is the usual one.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SchedulingAttributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
