using Rag.Domain.Passages;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>
/// Room for vectors in one contiguous array. Rows are only ever appended, by one writer at a time, beyond what any reader has been
/// shown; <see cref="VectorRows"/> says which rows count. So readers need no lock and a row never changes under them.
/// </summary>
internal sealed class VectorTable
{
    private const int Free = -1;

    private readonly float[] _vectors;
    private readonly ChunkId[] _ids;

    // Open addressing with linear probing: row numbers, found by the hash of the row's id. A slot is written once and an id that
    // is written again gets a slot more, so whoever probes while the writer adds sees old rows as before and skips new ones.
    private readonly int[] _slots;
    private readonly int _shift;

    public VectorTable(int dimension, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, Array.MaxLength / dimension);
        Dimension = dimension;
        _vectors = GC.AllocateUninitializedArray<float>(capacity * dimension);
        _ids = new ChunkId[capacity];
        var bits = int.Log2(Math.Max(1, capacity)) + 2;
        _slots = new int[1 << bits];
        _slots.AsSpan().Fill(Free);
        _shift = 32 - bits;
    }

    public int Dimension { get; }

    public int Capacity => _ids.Length;

    public ChunkId[] Ids => _ids;

    public ReadOnlyMemory<float> Vector(int row) => _vectors.AsMemory(row * Dimension, Dimension);

    public ReadOnlySpan<float> Vectors(int firstRow, int rows) => _vectors.AsSpan(firstRow * Dimension, rows * Dimension);

    public void Write(int row, ChunkId id, ReadOnlySpan<float> vector)
    {
        vector.CopyTo(_vectors.AsSpan(row * Dimension, Dimension));
        _ids[row] = id;
        var slot = FirstSlot(id);
        while (_slots[slot] != Free)
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        Volatile.Write(ref _slots[slot], row);
    }

    /// <summary>The rows below <paramref name="count"/> that were written for an id; at most one of them is alive.</summary>
    public int FindRow(ChunkId id, int count, RowSet dead)
    {
        var slot = FirstSlot(id);
        int row;
        while ((row = Volatile.Read(ref _slots[slot])) != Free)
        {
            if (row < count && _ids[row] == id && !dead.Contains(row))
            {
                return row;
            }

            slot = (slot + 1) & (_slots.Length - 1);
        }

        return -1;
    }

    // Fibonacci hashing: the ids of one document differ in their last number only, which the high bits must feel.
    private int FirstSlot(ChunkId id) => (int)(((uint)id.GetHashCode() * 2654435769u) >> _shift);
}
