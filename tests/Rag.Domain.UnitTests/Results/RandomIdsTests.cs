using Rag.Domain.Results;

namespace Rag.Domain.UnitTests.Results;

public sealed class RandomIdsTests
{
    [Test]
    public void Are_of_version_4()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => RandomIds.NewKey().ToString("D")).ToList();

        Assert.That(ids, Is.All.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
        Assert.That(ids, Is.Unique);
    }

    // A generator that left bits of its bytes at 0 or 1 would make keys that can be guessed.
    [Test]
    public void Have_122_bits_that_change()
    {
        var (everSet, alwaysSet) = (UInt128.Zero, UInt128.MaxValue);
        for (var i = 0; i < 500; i++)
        {
            var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(RandomIds.NewKey().ToByteArray(bigEndian: true));
            everSet |= bits;
            alwaysSet &= bits;
        }

        Assert.That(UInt128.PopCount(everSet & ~alwaysSet), Is.EqualTo((UInt128)122));
    }
}
