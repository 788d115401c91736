using System.Runtime.InteropServices;

namespace Rag.Infrastructure.Pdf.Worker;

/// <summary>
/// Gives the network up for the rest of the process's life: the kernel (seccomp) refuses every new socket, in all threads. A network
/// namespace of its own would do too, but one is only for processes that have a single thread yet, which a .NET process never has.
/// </summary>
internal static unsafe class NetworkGate
{
    internal const uint Allowed = 0x7FFF_0000;

    /// <summary>SECCOMP_RET_ERRNO with EACCES.</summary>
    internal const uint Refused = 0x0005_0000 | 13;

    private const int NoNewPrivileges = 38;
    private const int FilterMode = 1;
    private const int AllThreads = 1;

    /// <summary>io_uring makes sockets without the call that makes sockets; its number is the same everywhere.</summary>
    private const uint IoUringSetup = 425;

    /// <summary>Numbers from here on are the same calls by another name (x32).</summary>
    private const uint OtherNames = 0x4000_0000;

    /// <returns>False where the kernel does not allow it, or is none that we know.</returns>
    public static bool Close() => Close(AllThreads);

    /// <summary>For tests: the filter stays with the thread that asks.</summary>
    internal static bool CloseForThisThread() => Close(flags: 0);

    /// <summary>As the kernel runs it for each call: refuse another architecture's, sockets and io_uring, allow the rest.</summary>
    internal static Instruction[] Program(uint architecture, uint socket) =>
    [
        new(0x20, 0, 0, 4),
        new(0x15, 0, 5, architecture),
        new(0x20, 0, 0, 0),
        new(0x35, 3, 0, OtherNames),
        new(0x15, 2, 0, socket),
        new(0x15, 1, 0, IoUringSetup),
        new(0x06, 0, 0, Allowed),
        new(0x06, 0, 0, Refused),
    ];

    private static bool Close(nint flags)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        // Numbers of the calls "seccomp" and "socket", and the architecture's name, as linux/audit.h and the tables of calls have them.
        (nint Seccomp, Instruction[] Filter)? known = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => (317, Program(0xC000_003E, 41)),
            Architecture.Arm64 => (277, Program(0xC000_00B7, 198)),
            _ => null,
        };
        if (known is not var (seccomp, filter) || Prctl(NoNewPrivileges, 1, 0, 0, 0) != 0)
        {
            return false;
        }

        fixed (Instruction* instructions = filter)
        {
            var program = new FilterProgram { Length = (ushort)filter.Length, Instructions = instructions };
            return Call(seccomp, FilterMode, flags, &program) == 0;
        }
    }

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Prctl(int option, nint second, nint third, nint fourth, nint fifth);

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Call(nint number, nint operation, nint flags, FilterProgram* program);

    /// <param name="Code">What to do; classic BPF.</param>
    /// <param name="IfTrue">Instructions to skip.</param>
    /// <param name="IfFalse">Instructions to skip.</param>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Operand);

    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Length;
        public Instruction* Instructions;
    }
}
