using System.Runtime.ExceptionServices;

namespace Rag.Infrastructure.Pdf.Reading;

/// <summary>A page needs more than is allowed.</summary>
internal sealed class TooComplexException(string message) : Exception(message);

/// <summary>
/// Notices what PdfPig keeps to itself: its filters swallow the out-of-memory error and hand back a page without text, which would
/// then pass for a scanned one.
/// </summary>
internal sealed class ReadingFaults : IDisposable
{
    private volatile bool _tooComplex;

    public ReadingFaults() => AppDomain.CurrentDomain.FirstChanceException += Notice;

    public bool TooComplex => _tooComplex;

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Notice;

    private void Notice(object? sender, FirstChanceExceptionEventArgs e)
    {
        // Nothing may be allocated here: there may be no memory left.
        if (e.Exception is OutOfMemoryException or InsufficientExecutionStackException or TooComplexException)
        {
            _tooComplex = true;
        }
    }
}
