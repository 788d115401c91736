using Rag.Infrastructure.Pdf.Reading;
using Rag.Testing.Pdfs;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

public sealed class CappedFiltersTests
{
    private const int Cap = 1024 * 1024;

    private static readonly DictionaryToken Flate = new(new Dictionary<NameToken, IToken> { [NameToken.Filter] = NameToken.FlateDecode });

    [Test]
    public void Unpack_what_stays_below_the_cap()
    {
        var content = new byte[Cap];
        Random.Shared.NextBytes(content);

        Assert.That(Decode(PdfFile.Deflate(content)).ToArray(), Is.EqualTo(content));
    }

    [Test]
    public void Stop_a_stream_that_inflates_beyond_it_before_it_takes_the_memory()
    {
        var packed = PdfFile.Deflate(new byte[32 * Cap]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => Decode(packed), Throws.InstanceOf<TooComplexException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 * Cap));
    }

    private static Memory<byte> Decode(byte[] packed)
    {
        var filters = new CappedFilters(DefaultFilterProvider.Instance, Cap);
        return filters.GetFilters(Flate).Single().Decode(packed, Flate, filters, filterIndex: 0);
    }
}
