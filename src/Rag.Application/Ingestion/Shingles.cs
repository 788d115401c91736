using System.Numerics;

namespace Rag.Application.Ingestion;

/// <summary>
/// The 5-character shingles of a document's texts as hashes, with how frequent each is in the document in the upper bits, so that a
/// sorted set has the rare ones first.
/// </summary>
internal sealed class Shingles
{
    private const int Length = 5;

    private const int FrequencyBits = 6;

    private readonly int[] _frequencies = new int[1 << 20];

    /// <summary>Counts a text in. All texts are counted before the first set is made.</summary>
    public void Count(string text)
    {
        foreach (var hash in HashAll(text))
        {
            _frequencies[Slot(hash)]++;
        }
    }

    /// <summary>The set of a text's shingles. A text under 5 characters is one shingle.</summary>
    public ShingleSet Of(string text)
    {
        var set = HashAll(text);
        for (var i = 0; i < set.Length; i++)
        {
            set[i] = ((ulong)BitOperations.Log2((uint)_frequencies[Slot(set[i])]) << (64 - FrequencyBits)) | (set[i] >> FrequencyBits);
        }

        Array.Sort(set);
        var count = 0;
        foreach (var shingle in set)
        {
            if (count == 0 || set[count - 1] != shingle)
            {
                set[count++] = shingle;
            }
        }

        return new ShingleSet(count == set.Length ? set : set[..count]);
    }

    private static ulong[] HashAll(string text)
    {
        if (text.Length < Length)
        {
            return [Mix(text.Aggregate(1UL, (units, character) => (units << 16) | character), 0)];
        }

        var hashes = new ulong[text.Length - Length + 1];
        ulong units = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            units = (units << 16) | text[i];
            if (i >= Length - 2)
            {
                hashes[i - (Length - 2)] = Mix(units, text[i + 1]);
            }
        }

        return hashes;
    }

    private static int Slot(ulong hash) => (int)(hash >> 44);

    /// <summary>Five UTF-16 units are 80 bits; mixed as MurmurHash3 ends, two of a document's shingles do not meet by chance.</summary>
    private static ulong Mix(ulong firstFour, ulong last)
    {
        var hash = (firstFour * 0x9E3779B97F4A7C15) ^ ((last + 1) * 0xC2B2AE3D27D4EB4F);
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
