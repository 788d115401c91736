using Rag.Infrastructure.Pdf.Reading;
using Rag.Testing;
using Rag.Testing.Pdfs;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

public sealed class CappedFiltersTests
{
    private const int Cap = 1024 * 1024;

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

    [TestCaseSource(nameof(OtherBombs))]
    public void Stop_what_the_other_filters_would_make_of_little_before_it_takes_the_memory(string filter, byte[] packed)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => Decode(packed, NameToken.Create(filter)), Throws.InstanceOf<TooComplexException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Cap));
    }

    [TestCaseSource(nameof(OthersBelowTheCap))]
    public void Unpack_what_stays_below_the_cap_by_the_other_filters_too(string filter, byte[] packed, int length)
    {
        Assert.That(Decode(packed, NameToken.Create(filter)).Length, Is.EqualTo(length).Within(4096));
    }

    private static IEnumerable<TestCaseData> OtherBombs()
    {
        yield return new TestCaseData("LZWDecode", HostileFilters.LzwZeros(32 * Cap)).SetArgDisplayNames("LZW");
        yield return new TestCaseData("RunLengthDecode", Enumerable.Repeat<byte>(129, Cap).ToArray()).SetArgDisplayNames("run lengths");
        yield return new TestCaseData("ASCII85Decode", Enumerable.Repeat((byte)'z', Cap).ToArray()).SetArgDisplayNames("ASCII85");
    }

    private static IEnumerable<TestCaseData> OthersBelowTheCap()
    {
        yield return new TestCaseData("LZWDecode", HostileFilters.LzwZeros(Cap / 2), Cap / 2).SetArgDisplayNames("LZW");
        yield return new TestCaseData("RunLengthDecode", Enumerable.Repeat<byte>(129, Cap / 128).ToArray(), Cap / 2).SetArgDisplayNames("run lengths");
        yield return new TestCaseData("ASCII85Decode", Enumerable.Repeat((byte)'z', Cap / 8).ToArray(), Cap / 2).SetArgDisplayNames("ASCII85");
    }

    private static Memory<byte> Decode(byte[] packed, NameToken? filter = null)
    {
        var filters = new CappedFilters(DefaultFilterProvider.Instance, Cap);
        var dictionary = new DictionaryToken(new Dictionary<NameToken, IToken> { [NameToken.Filter] = filter ?? NameToken.FlateDecode });
        return filters.GetFilters(dictionary).Single().Decode(packed, dictionary, filters, filterIndex: 0);
    }
}
