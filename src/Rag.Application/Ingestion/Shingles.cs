using System.Numerics;

namespace Rag.Application.Ingestion;

/// <summary>
/// The 5-character shingles of texts as sorted sets of hashes, the ones that are rare in the document first: two texts that are
/// nearly the same must share one of their rarest, so that few pairs are ever compared.
/// </summary>
internal sealed class Shingles
{
    private const int Length = 5;

    private const int FrequencyBits = 6;

    /// <summary>Keeps a similarity that equals the threshold from falling below it in floating point.</summary>
    private const double Rounding = 1e-6;

    private readonly int[] _frequencies = new int[1 << 20];

    /// <summary>Counts a text in. All texts are counted before the first set is made.</summary>
    public void Count(string text)
    {
        for (var i = 0; i < CountOf(text); i++)
        {
            _frequencies[Slot(Hash(text, i))]++;
        }
    }

    /// <summary>Distinct shingles in an order that is the same for all texts. A text under 5 characters is one shingle.</summary>
    public ulong[] Of(string text)
    {
        var set = new ulong[CountOf(text)];
        for (var i = 0; i < set.Length; i++)
        {
            var hash = Hash(text, i);
            set[i] = ((ulong)BitOperations.Log2((uint)_frequencies[Slot(hash)]) << (64 - FrequencyBits)) | (hash >> FrequencyBits);
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

        Array.Resize(ref set, count);
        return set;
    }

    /// <summary>Whether the Jaccard similarity of two sets reaches a threshold.</summary>
    public static bool AreAlike(ulong[] first, ulong[] second, double threshold)
    {
        // |A ∩ B| ≥ t·|A ∪ B| leaves this many shingles that only one of the two has. The rare ones come first and are the ones that
        // differ, so that a pair that is not alike is found out after a few steps.
        var total = first.Length + second.Length;
        var allowed = total - (2 * threshold * total / (1 + threshold)) + Rounding;
        var (i, j) = (0, 0);
        while (i < first.Length && j < second.Length)
        {
            var (a, b) = (first[i], second[j]);
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
            allowed -= a == b ? 0 : 1;
            if (allowed < 0)
            {
                return false;
            }
        }

        return first.Length - i + second.Length - j <= allowed;
    }

    /// <summary>Two sets that are alike share one of the first so many shingles of each.</summary>
    public static int PrefixLength(int count, double threshold) => Math.Min(count, count - (int)Math.Ceiling((threshold * count) - Rounding) + 1);

    private static int CountOf(string text) => Math.Max(1, text.Length - Length + 1);

    private static int Slot(ulong hash) => (int)(hash >> 44);

    /// <summary>Five UTF-16 units are 80 bits; mixed as MurmurHash3 ends, two of a document's shingles do not meet by chance.</summary>
    private static ulong Hash(string text, int start)
    {
        ulong units = 0;
        var end = Math.Min(text.Length, start + Length);
        for (var i = start; i < Math.Min(end, start + 4); i++)
        {
            units = (units << 16) | text[i];
        }

        var last = end - start == Length ? text[end - 1] + 1UL : 0;
        var hash = (units * 0x9E3779B97F4A7C15) ^ (last * 0xC2B2AE3D27D4EB4F);
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
