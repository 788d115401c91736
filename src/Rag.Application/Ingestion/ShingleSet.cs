using System.Numerics;

namespace Rag.Application.Ingestion;

/// <summary>Distinct shingles in ascending order, rare ones first.</summary>
internal sealed class ShingleSet
{
    private const int BitmapWords = 64;

    /// <summary>Keeps a similarity that equals the threshold from falling below it in floating point.</summary>
    private const double Rounding = 1e-6;

    private readonly ulong[] _shingles;

    /// <summary>For each of 4,096 slots whether an odd number of shingles falls into it.</summary>
    private readonly ulong[] _bitmap = new ulong[BitmapWords];

    public ShingleSet(ulong[] shingles)
    {
        _shingles = shingles;
        foreach (var shingle in shingles)
        {
            _bitmap[(shingle >> 6) % BitmapWords] ^= 1UL << (int)(shingle & 63);
        }
    }

    /// <summary>The rarest shingles, so many that two sets as alike as the threshold share one of them.</summary>
    public ReadOnlySpan<ulong> Rarest(double threshold)
    {
        var count = _shingles.Length;
        return _shingles.AsSpan(0, Math.Min(count, count - (int)Math.Ceiling((threshold * count) - Rounding) + 1));
    }

    /// <summary>Whether the Jaccard similarity of two sets reaches a threshold.</summary>
    public bool IsAlike(ShingleSet other, double threshold)
    {
        // |A ∩ B| ≥ t·|A ∪ B| leaves this many shingles that only one of the two has.
        var total = _shingles.Length + other._shingles.Length;
        var allowed = total - (2 * threshold * total / (1 + threshold)) + Rounding;
        return BitmapsDifferInAtMost(other, allowed) && DiffersInAtMost(other, allowed);
    }

    /// <summary>
    /// Shingles that both have cancel out in the bitmaps, so that a bit that differs is a shingle that only one has
    /// (Sandes, Teodoro and Melo 2017). Most pairs are told apart by the first cache line.
    /// </summary>
    private bool BitmapsDifferInAtMost(ShingleSet other, double allowed)
    {
        var difference = 0;
        for (var i = 0; i < BitmapWords && difference <= allowed; i++)
        {
            difference += BitOperations.PopCount(_bitmap[i] ^ other._bitmap[i]);
        }

        return difference <= allowed;
    }

    private bool DiffersInAtMost(ShingleSet other, double allowed)
    {
        var (i, j) = (0, 0);
        while (i < _shingles.Length && j < other._shingles.Length)
        {
            var (a, b) = (_shingles[i], other._shingles[j]);
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
            allowed -= a == b ? 0 : 1;
            if (allowed < 0)
            {
                return false;
            }
        }

        return _shingles.Length - i + other._shingles.Length - j <= allowed;
    }
}
