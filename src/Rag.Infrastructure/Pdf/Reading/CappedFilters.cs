using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Rag.Infrastructure.Pdf.Reading;

/// <summary>
/// PdfPig's filters behind a cap: a stream may not unpack to more than a share of the memory that there is. Deflate, which inflates
/// 2 KB to gigabytes, is stopped ahead of it; the others are looked at when they are done, their growth is left to the heap limit.
/// </summary>
internal sealed class CappedFilters(IFilterProvider inner, long mostBytes) : IFilterProvider
{
    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Cap(inner.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Cap(inner.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Cap(inner.GetAllFilters());

    private IFilter[] Cap(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new CappedFilter(filter, mostBytes))];
}

internal sealed class CappedFilter(IFilter inner, long mostBytes) : IFilter
{
    /// <summary>The most bytes that Deflate can make of one (RFC 1951: 258 bytes for two bits).</summary>
    private const long MostGrowth = 1032;

    public bool IsSupported => inner.IsSupported;

    public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
    {
        // Measuring unpacks without keeping, and only where the input is long enough to get near the cap.
        if (inner is FlateFilter && input.Length > mostBytes / MostGrowth && InflatesBeyondCap(input))
        {
            throw new TooComplexException($"A stream inflates to more than {mostBytes} bytes.");
        }

        var output = inner.Decode(input, streamDictionary, filterProvider, filterIndex);
        return output.Length <= mostBytes ? output : throw new TooComplexException($"A stream unpacks to more than {mostBytes} bytes.");
    }

    private bool InflatesBeyondCap(Memory<byte> input)
    {
        using var packed = new MemoryStream(input[2..].ToArray(), writable: false);
        using var unpacked = new DeflateStream(packed, CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        var total = 0L;
        try
        {
            for (int read; (read = unpacked.Read(buffer)) > 0 && total <= mostBytes;)
            {
                total += read;
            }
        }
        catch (InvalidDataException)
        {
            // Damaged from here on: PdfPig keeps what came before, and that was measured.
        }

        return total > mostBytes;
    }
}
