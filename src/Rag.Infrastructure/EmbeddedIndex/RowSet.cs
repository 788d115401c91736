namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>Row numbers, a bit each. Changed only before it is published; afterwards a writer changes a copy.</summary>
internal sealed class RowSet(int capacity)
{
    private readonly ulong[] _words = new ulong[(capacity + 63) / 64];

    public int Count { get; private set; }

    public RowSet Copy()
    {
        var copy = new RowSet(_words.Length * 64) { Count = Count };
        _words.CopyTo(copy._words, 0);
        return copy;
    }

    public bool Contains(int row) => (_words[row >> 6] & (1UL << row)) != 0;

    public void Add(int row)
    {
        if (!Contains(row))
        {
            _words[row >> 6] |= 1UL << row;
            Count++;
        }
    }
}
