using System.Text;
using Rag.Application.Ingestion;
using Rag.Infrastructure.Pdf.Layout;
using Rag.Infrastructure.Pdf.Protocol;
using Rag.Infrastructure.Pdf.Reading;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Filters;

namespace Rag.Infrastructure.Pdf.Worker;

/// <summary>Reads one file, page by page.</summary>
internal static class PdfFileReader
{
    public static PdfOutcome Read(PdfRequest request, PdfFrameWriter frames)
    {
        using var faults = new ReadingFaults();
        try
        {
            using var document = PdfDocument.Open(request.File, Options());
            document.AddPageFactory<PageGlyphs, GlyphPageFactory>();
            return faults.TooComplex ? PdfOutcome.TooComplex : ReadPages(document, request.Limits, frames, faults);
        }
        catch (PdfDocumentEncryptedException)
        {
            return PdfOutcome.Encrypted;
        }
        catch (Exception e) when (e is not IOException)
        {
            // PdfPig throws whatever it meets on a damaged file: null references, casts, keys that are not there.
            return faults.TooComplex ? PdfOutcome.TooComplex : PdfOutcome.Damaged;
        }
    }

    private static ParsingOptions Options() => new()
    {
        UseLenientParsing = true,
        SkipMissingFonts = true,
        // Files locked against editing only are open to whoever has no password.
        Passwords = [""],
        FilterProvider = new CappedFilters(DefaultFilterProvider.Instance, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4),
    };

    private static PdfOutcome ReadPages(PdfDocument document, PdfLimits limits, PdfFrameWriter frames, ReadingFaults faults)
    {
        var pages = document.NumberOfPages;
        if (pages > limits.MaxPages)
        {
            return PdfOutcome.TooManyPages;
        }

        if (pages == 0)
        {
            return PdfOutcome.Damaged;
        }

        frames.WriteOpened(pages, document.Information.Title);
        var textBytes = 0L;
        var unread = 0;
        for (var number = 1; number <= pages; number++)
        {
            var page = ReadPage(document, number);
            unread += page is null ? 1 : 0;
            var pageBytes = page?.Lines.Sum(line => (long)Encoding.UTF8.GetByteCount(line.Text)) ?? 0;
            textBytes += pageBytes;
            var isTooLong = textBytes > limits.MaxTextBytes || PdfLimits.FrameBytes(page?.Lines.Count ?? 0, pageBytes) > limits.MaxFrameBytes;
            if (faults.TooComplex || isTooLong)
            {
                return PdfOutcome.TooComplex;
            }

            frames.WritePage(page ?? new PdfPage(number, [], 0, 0, 0, 0));
        }

        return unread * 2 > pages ? PdfOutcome.Damaged : PdfOutcome.Complete;
    }

    /// <returns>Null for a page that is damaged: a file of which most pages can be read is worth having.</returns>
    private static PdfPage? ReadPage(PdfDocument document, int number)
    {
        try
        {
            return PageLayout.Arrange(number, document.GetPage<PageGlyphs>(number));
        }
        catch (Exception e) when (e is not (OutOfMemoryException or TooComplexException))
        {
            return null;
        }
    }
}
