using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Rag.Infrastructure.Pdf.Reading;

/// <summary>
/// PdfPig's filters behind a cap: a stream may not unpack to more than a share of the memory that there is. Those that make much of
/// little are measured ahead (<see cref="UnpackedSize"/>); the others, which make of it what a picture's size says, are looked at
/// when they are done, and the heap limit ends them before that.
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
    public bool IsSupported => inner.IsSupported;

    public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
    {
        if (UnpackedSize.IsBeyond(mostBytes, inner, input))
        {
            throw new TooComplexException($"A stream unpacks to more than {mostBytes} bytes.");
        }

        var output = inner.Decode(input, streamDictionary, filterProvider, filterIndex);
        return output.Length <= mostBytes ? output : throw new TooComplexException($"A stream unpacks to more than {mostBytes} bytes.");
    }
}
