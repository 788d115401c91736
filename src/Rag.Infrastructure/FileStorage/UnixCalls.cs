using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Rag.Infrastructure.FileStorage;

/// <summary>The things about a Unix file system that .NET has no call for.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixCalls
{
    private const int ReadOnly = 0;
    private const int CloseOnExecLinux = 0x80000;
    private const int CloseOnExecMac = 0x1000000;

    /// <summary>
    /// Makes the names in a directory durable: without it a power cut can undo a rename whose file was flushed. A directory that
    /// cannot be flushed (some network file systems) is left as it is: the file's bytes are on the disk either way.
    /// </summary>
    public static void FlushDirectory(string path)
    {
        var closeOnExec = OperatingSystem.IsLinux() ? CloseOnExecLinux : OperatingSystem.IsMacOS() ? CloseOnExecMac : 0;

        // .NET opens no directory, but flushes any handle.
        using var handle = new SafeFileHandle(Open([.. Encoding.UTF8.GetBytes(path), 0], ReadOnly | closeOnExec), ownsHandle: true);
        if (handle.IsInvalid)
        {
            return;
        }

        try
        {
            RandomAccess.FlushToDisk(handle);
        }
        catch (IOException)
        {
            // Said above.
        }
    }

    /// <summary>The path without links in any of its parts; as it is where it cannot be followed.</summary>
    public static unsafe string ResolveLinks(string path)
    {
        var real = RealPath([.. Encoding.UTF8.GetBytes(path), 0], 0);
        try
        {
            return Marshal.PtrToStringUTF8(real) ?? path;
        }
        finally
        {
            NativeMemory.Free((void*)real);
        }
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern uint GetEffectiveUserId();

    [DllImport("libc", EntryPoint = "realpath")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint RealPath(byte[] path, nint resolved);

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Open(byte[] path, int flags);
}
