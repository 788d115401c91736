using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>
/// The vectors as they are at one moment: how many rows of a table count, and which of those are dead. Immutable; a change makes a
/// new one that shares the table where it can.
/// </summary>
internal sealed class VectorRows
{
    private const int RowsPerBlock = 256;
    private const int SpareRows = 1024;

    private readonly VectorTable _table;
    private readonly int _count;
    private readonly RowSet _dead;

    private VectorRows(VectorTable table, int count, RowSet dead)
    {
        _table = table;
        _count = count;
        _dead = dead;
    }

    /// <summary>Rows that are alive.</summary>
    public int Count => _count - _dead.Count;

    /// <summary>A new table with room to grow.</summary>
    public static VectorTable NewTable(int dimension, long rows) =>
        new(dimension, checked((int)Math.Min(rows + (rows / 8) + SpareRows, Array.MaxLength / dimension)));

    /// <summary>The first <paramref name="count"/> rows of a table, all of them alive.</summary>
    public static VectorRows Of(VectorTable table, int count) => new(table, count, new RowSet(table.Capacity));

    public VectorHit[] Search(ReadOnlySpan<float> query, int count, DocumentId? onlyIn, CancellationToken cancellationToken)
    {
        if (Count == 0)
        {
            return [];
        }

        var best = new BestRows(_table.Ids, Math.Min(count, Count));
        Span<float> scores = stackalloc float[RowsPerBlock];
        for (var first = 0; first < _count; first += RowsPerBlock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = Math.Min(RowsPerBlock, _count - first);
            if (onlyIn is { } document)
            {
                OfferDocument(document, first, rows, query, best);
                continue;
            }

            DotProducts.Compute(_table.Vectors(first, rows), query, scores[..rows]);
            for (var i = 0; i < rows; i++)
            {
                if (scores[i] >= best.Floor && !_dead.Contains(first + i))
                {
                    best.Offer(scores[i], first + i);
                }
            }
        }

        return best.TakeBestFirst();
    }

    public bool TryFind(ChunkId id, out ReadOnlyMemory<float> vector)
    {
        var row = _table.FindRow(id, _count, _dead);
        vector = row < 0 ? default : _table.Vector(row);
        return row >= 0;
    }

    public VectorRows With(IReadOnlyList<StoredVector> vectors)
    {
        var start = _count + vectors.Count <= _table.Capacity ? this : Rewritten((Count / 2) + vectors.Count);
        var (table, count, dead) = (start._table, start._count, start._dead.Copy());
        foreach (var stored in vectors)
        {
            var known = table.FindRow(stored.Id, count, dead);
            if (known >= 0)
            {
                dead.Add(known);
            }

            table.Write(count++, stored.Id, stored.Vector.Span);
        }

        return new VectorRows(table, count, dead).CompactedIfWasteful();
    }

    /// <summary>Without one version of a document, or all of them where <paramref name="version"/> is null.</summary>
    public VectorRows Without(DocumentId document, int? version)
    {
        var dead = _dead.Copy();
        for (var row = 0; row < _count; row++)
        {
            ref readonly var id = ref _table.Ids[row];
            if (id.Document == document && (version is null || id.Version == version))
            {
                dead.Add(row);
            }
        }

        return dead.Count == _dead.Count ? this : new VectorRows(_table, _count, dead).CompactedIfWasteful();
    }

    private void OfferDocument(DocumentId document, int first, int rows, ReadOnlySpan<float> query, BestRows best)
    {
        var score = 0f;
        for (var row = first; row < first + rows; row++)
        {
            if (_table.Ids[row].Document != document || _dead.Contains(row))
            {
                continue;
            }

            DotProducts.Compute(_table.Vectors(row, 1), query, new Span<float>(ref score));
            if (score >= best.Floor)
            {
                best.Offer(score, row);
            }
        }
    }

    // Dead rows cost a scan as much as living ones; a quarter of them is where copying the rest pays.
    private VectorRows CompactedIfWasteful() => _dead.Count > _count / 4 ? Rewritten(0) : this;

    private VectorRows Rewritten(int extraRows)
    {
        var table = NewTable(_table.Dimension, (long)Count + extraRows);
        var count = 0;
        for (var row = 0; row < _count; row++)
        {
            if (!_dead.Contains(row))
            {
                table.Write(count++, _table.Ids[row], _table.Vector(row).Span);
            }
        }

        return Of(table, count);
    }
}
