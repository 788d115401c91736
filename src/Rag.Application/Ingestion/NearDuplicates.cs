using System.Text;

namespace Rag.Application.Ingestion;

/// <summary>
/// Finds chunks of a document that say the same: Jaccard similarity of their 5-character shingles, case and white space aside, of at
/// least the threshold, and the same numbers. Exact without comparing every pair: chunks with other numbers never meet, and the
/// rest only as <see cref="ShingleIndex"/> says.
/// </summary>
internal sealed class NearDuplicates
{
    private readonly IReadOnlyList<ChunkPiece> _pieces;

    private readonly double _threshold;

    private readonly string[] _texts;

    /// <summary>For each piece the first one that it is alike to: itself when it is kept.</summary>
    private readonly int[] _originals;

    private NearDuplicates(IReadOnlyList<ChunkPiece> pieces, double threshold)
    {
        _pieces = pieces;
        _threshold = threshold;
        _texts = [.. pieces.Select(piece => Normalize(piece.Text))];
        _originals = [.. Enumerable.Range(0, pieces.Count)];
    }

    /// <param name="threshold">1 asks for the same set of shingles; 0 finds none, as it would make one chunk of them all.</param>
    /// <returns>The first of each kind, in order, with the other pages that its like stand on.</returns>
    public static IReadOnlyList<ChunkPiece> Remove(IReadOnlyList<ChunkPiece> pieces, double threshold)
    {
        if (threshold <= 0)
        {
            return pieces;
        }

        var search = new NearDuplicates(pieces, threshold);
        search.FindEqual();
        search.FindAlike();
        return search.Kept();
    }

    private void FindEqual()
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _texts.Length; i++)
        {
            if (!first.TryAdd(_texts[i], i))
            {
                _originals[i] = first[_texts[i]];
            }
        }
    }

    private void FindAlike()
    {
        var groups = Enumerable.Range(0, _texts.Length)
            .Where(i => _originals[i] == i)
            .GroupBy(i => NumberSequence.Of(_texts[i]), StringComparer.Ordinal)
            .Select(group => group.ToArray())
            .Where(group => group.Length > 1)
            .ToList();
        var shingles = new Shingles();
        foreach (var i in groups.SelectMany(group => group))
        {
            shingles.Count(_texts[i]);
        }

        foreach (var group in groups)
        {
            FindAlike(group, shingles);
        }
    }

    private void FindAlike(int[] group, Shingles shingles)
    {
        var kept = new List<int>();
        var index = new ShingleIndex(_threshold);
        foreach (var piece in group)
        {
            var set = shingles.Of(_texts[piece]);
            var first = index.FindFirst(set, candidate => !Overlap(_pieces[kept[candidate]], _pieces[piece]));
            if (first >= 0)
            {
                _originals[piece] = kept[first];
                continue;
            }

            index.Add(set);
            kept.Add(piece);
        }
    }

    /// <summary>Neighbours share their overlap, which is no reason to drop the rest.</summary>
    private static bool Overlap(ChunkPiece first, ChunkPiece second) =>
        first.Page == second.Page && first.Span.Start < second.Span.End && second.Span.Start < first.Span.End;

    private List<ChunkPiece> Kept()
    {
        // A piece that equals a piece that is alike to a third belongs to the third.
        var pages = Enumerable.Range(0, _originals.Length).ToLookup(i => _originals[_originals[i]], i => _pieces[i].Page);
        return [.. Enumerable.Range(0, _originals.Length)
            .Where(i => _originals[i] == i)
            .Select(i => _pieces[i] with { OtherPages = [.. pages[i].Where(page => page != _pieces[i].Page).Distinct().Order()] })];
    }

    private static string Normalize(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character))
            {
                normal.Append(char.ToLowerInvariant(character));
            }
            else if (normal.Length > 0 && normal[^1] != ' ')
            {
                normal.Append(' ');
            }
        }

        return normal.ToString();
    }
}
