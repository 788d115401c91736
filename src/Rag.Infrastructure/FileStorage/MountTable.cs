using System.Globalization;
using System.Text.RegularExpressions;

namespace Rag.Infrastructure.FileStorage;

/// <summary>What is mounted where, so that storage that goes away with its container can be told from storage that stays.</summary>
/// <param name="lines">As /proc/self/mountinfo has them: see proc_pid_mountinfo(5).</param>
/// <param name="isContainer">Whether "/" is a container's, which is made anew with each deployment whatever its file system is.</param>
internal sealed partial class MountTable(IEnumerable<string> lines, bool isContainer)
{
    /// <summary>Layers over an image, and memory.</summary>
    private static readonly string[] Passing = ["overlay", "aufs", "tmpfs", "ramfs"];

    private readonly List<Mount> _mounts = [.. lines.Select(Parse).OfType<Mount>()];

    /// <summary>Of this process; empty where the system has none, as on Windows.</summary>
    public static MountTable OfThisProcess() => new(
        File.Exists("/proc/self/mountinfo") ? File.ReadAllLines("/proc/self/mountinfo") : [],
        Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") is "true" || File.Exists("/.dockerenv") || File.Exists("/run/.containerenv"));

    /// <summary>Whether what is written there is gone when the container is replaced.</summary>
    /// <param name="path">An absolute path without links.</param>
    public bool IsPassing(string path) =>
        // Of mounts on one point the last one hides those before.
        _mounts.Where(mount => IsUnder(path, mount.Point)).OrderBy(mount => mount.Point.Length).LastOrDefault() is { } holder
        && (Passing.Contains(holder.FileSystem) || (isContainer && holder.Point == "/"));

    private static bool IsUnder(string path, string point) =>
        point == "/" || path == point || path.StartsWith(point + "/", StringComparison.Ordinal);

    // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
    private static Mount? Parse(string line)
    {
        var fields = line.Split(' ');
        var separator = Array.IndexOf(fields, "-");
        return separator < 5 || separator + 1 >= fields.Length ? null : new(Unescape(fields[4]), fields[separator + 1]);
    }

    // Blanks and the like in a path are written as \040.
    private static string Unescape(string path) =>
        Octal().Replace(path, match => ((char)Convert.ToInt32(match.Groups["code"].Value, 8)).ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\\(?<code>[0-7]{3})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Octal();

    private sealed record Mount(string Point, string FileSystem);
}
