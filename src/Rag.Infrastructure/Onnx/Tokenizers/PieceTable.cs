using System.Collections;
using System.Numerics;

namespace Rag.Infrastructure.Onnx.Tokenizers;

/// <summary>
/// The pieces of a vocabulary by their UTF-8 bytes: a hash table whose key can be lengthened byte by byte, so that all pieces that
/// begin at one place of a text are found in one walk. A trie would do the same, but building one of 250,000 pieces takes a second
/// where this takes a tenth. A bit set of the beginnings of pieces ends most walks as early as a trie would.
/// </summary>
internal sealed class PieceTable
{
    public const uint EmptyHash = 2_166_136_261;

    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private readonly int[] _ids;
    private readonly float[] _scores;

    // Hash in the upper half, index + 1 in the lower one; 0 is free. The hash beside the index saves most looks at the bytes.
    private readonly ulong[] _slots;
    private readonly int _shift;

    // One bit for the hash of every beginning of a piece. A bit set by another one only lets a walk go on in vain.
    private readonly BitArray _beginnings;
    private readonly int _beginningShift;

    private PieceTable(Builder builder)
    {
        _bytes = [.. builder.Bytes];
        _ends = [.. builder.Ends];
        _ids = [.. builder.Ids];
        _scores = [.. builder.Scores];
        var bits = int.Max(4, BitOperations.Log2((uint)_ids.Length) + 2); // At most half full.
        _slots = new ulong[1 << bits];
        _shift = 32 - bits;
        _beginnings = new BitArray(1 << (bits + 4));
        _beginningShift = _shift - 4;
        for (var index = 0; index < _ids.Length; index++)
        {
            Insert(index);
        }
    }

    /// <summary>Bytes of the longest piece.</summary>
    public int LongestPiece { get; private set; }

    public static uint Lengthen(uint hash, byte next) => (hash ^ next) * 16_777_619;

    /// <summary>Finds a piece whose hash is that of <paramref name="bytes"/>, begun with <see cref="EmptyHash"/>.</summary>
    public bool TryFind(ReadOnlySpan<byte> bytes, uint hash, out int id, out float score)
    {
        for (var slot = Spread(hash, _shift); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if ((uint)(_slots[slot] >> 32) == hash)
            {
                var index = (int)(uint)_slots[slot] - 1;
                if (Piece(index).SequenceEqual(bytes))
                {
                    (id, score) = (_ids[index], _scores[index]);
                    return true;
                }
            }
        }

        (id, score) = (-1, 0);
        return false;
    }

    /// <summary>Whether a piece may begin with the bytes of this hash; false is certain.</summary>
    public bool MayBeginWith(uint hash) => _beginnings[Spread(hash, _beginningShift)];

    private void Insert(int index)
    {
        var piece = Piece(index);
        LongestPiece = int.Max(LongestPiece, piece.Length);
        var hash = EmptyHash;
        foreach (var next in piece)
        {
            hash = Lengthen(hash, next);
            _beginnings[Spread(hash, _beginningShift)] = true;
        }

        if (piece.IsEmpty || TryFind(piece, hash, out _, out _))
        {
            throw new InvalidDataException("A piece is empty or stands there twice.");
        }

        var slot = Spread(hash, _shift);
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        _slots[slot] = ((ulong)hash << 32) | (uint)(index + 1);
    }

    // FNV mixes its upper bits badly; the multiplication (Fibonacci hashing) brings the lower ones up.
    private static int Spread(uint hash, int shift) => (int)((hash * 2_654_435_769) >> shift);

    private ReadOnlySpan<byte> Piece(int index)
    {
        var start = index == 0 ? 0 : _ends[index - 1];
        return _bytes.AsSpan(start, _ends[index] - start);
    }

    internal sealed class Builder
    {
        public List<byte> Bytes { get; } = [];

        public List<int> Ends { get; } = [];

        public List<int> Ids { get; } = [];

        public List<float> Scores { get; } = [];

        public void Add(ReadOnlySpan<byte> piece, int id, float score)
        {
            Bytes.AddRange(piece);
            Ends.Add(Bytes.Count);
            Ids.Add(id);
            Scores.Add(score);
        }

        public PieceTable Build() => new(this);
    }
}
