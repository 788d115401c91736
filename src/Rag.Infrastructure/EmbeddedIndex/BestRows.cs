using Rag.Application.Retrieval;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>The best rows seen so far: a heap of fixed size whose root is the worst of them, so that most rows cost one comparison.</summary>
internal sealed class BestRows(ChunkId[] ids, int capacity)
{
    private readonly (float Score, int Row)[] _heap = new (float, int)[capacity];
    private int _count;

    /// <summary>What a row must reach to be offered at all. NaN reaches nothing.</summary>
    public float Floor => _count == _heap.Length ? _heap[0].Score : float.NegativeInfinity;

    public void Offer(float score, int row)
    {
        var candidate = (score, row);
        if (_count < _heap.Length)
        {
            _heap[_count] = candidate;
            SiftUp(_count++);
        }
        else if (IsWorse(_heap[0], candidate))
        {
            _heap[0] = candidate;
            SiftDown();
        }
    }

    /// <summary>Best first, equal ones by id. Empties the heap.</summary>
    public VectorHit[] TakeBestFirst()
    {
        var hits = new VectorHit[_count];
        while (_count > 0)
        {
            var worst = _heap[0];
            _heap[0] = _heap[--_count];
            SiftDown();
            hits[_count] = new VectorHit(ids[worst.Row], worst.Score);
        }

        return hits;
    }

    private void SiftUp(int at)
    {
        while (at > 0 && IsWorse(_heap[at], _heap[(at - 1) / 2]))
        {
            var parent = (at - 1) / 2;
            (_heap[at], _heap[parent]) = (_heap[parent], _heap[at]);
            at = parent;
        }
    }

    private void SiftDown()
    {
        var at = 0;
        while ((2 * at) + 1 < _count)
        {
            var child = (2 * at) + 1;
            if (child + 1 < _count && IsWorse(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!IsWorse(_heap[child], _heap[at]))
            {
                return;
            }

            (_heap[at], _heap[child]) = (_heap[child], _heap[at]);
            at = child;
        }
    }

    private bool IsWorse((float Score, int Row) left, (float Score, int Row) right) =>
        left.Score < right.Score
        || (left.Score == right.Score && ChunkIdOrder.Compare(ids[left.Row], ids[right.Row]) > 0);
}
