using System.ComponentModel.DataAnnotations;
using Rag.Infrastructure.Pdf.Protocol;

namespace Rag.Infrastructure.Pdf;

/// <summary>What reading one PDF may cost.</summary>
public sealed class PdfOptions
{
    public const string Section = "Pdf";

    /// <summary>The assembly or executable that is started as the reading process. Default: this application's own, whatever hosts it.</summary>
    public string? WorkerPath { get; set; }

    /// <summary>Managed memory of the reading process, bytes. Default 384 MB.</summary>
    [Range(32L * 1024 * 1024, 16L * 1024 * 1024 * 1024)]
    public long MaxHeapBytes { get; set; } = 384L * 1024 * 1024;

    /// <summary>Resident memory of the reading process, bytes; beyond it the process is killed. Default 512 MB.</summary>
    [Range(64L * 1024 * 1024, 16L * 1024 * 1024 * 1024)]
    public long MaxResidentBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>How often memory and time are looked at. Default 50 ms.</summary>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Time for a file, whatever its length. Default 30 s.</summary>
    public TimeSpan MinTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for each page: a long file may take this many times its pages when that is more than <see cref="MinTime"/>. Default 200 ms.</summary>
    public TimeSpan TimePerPage { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Default 2,000.</summary>
    [Range(1, 100_000)]
    public int MaxPages { get; set; } = 2000;

    /// <summary>Text of a file, bytes in UTF-8. Default 20 MB.</summary>
    [Range(1024, 1024L * 1024 * 1024)]
    public long MaxTextBytes { get; set; } = 20L * 1024 * 1024;

    /// <summary>Files read at once. Default 0: one fewer than there are processors, at least one; never more than there are.</summary>
    [Range(0, 64)]
    public int MaxProcesses { get; set; }

    internal PdfLimits Limits => new(MaxPages, MaxTextBytes);

    internal TimeSpan TimeFor(int pages)
    {
        var forPages = TimePerPage * pages;
        return forPages > MinTime ? forPages : MinTime;
    }
}
