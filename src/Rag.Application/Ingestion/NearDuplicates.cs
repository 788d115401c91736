using System.Text;

namespace Rag.Application.Ingestion;

/// <summary>
/// Finds chunks of a document that say the same: Jaccard similarity of their 5-character shingles, case and white space aside, of at
/// least the threshold, and the same numbers. Exact without comparing every pair: chunks with other numbers never meet, and of
/// the rest only those that share one of their rarest shingles (prefix filtering: Chaudhuri et al. 2006, Bayardo et al. 2007).
/// </summary>
internal sealed class NearDuplicates
{
    private readonly IReadOnlyList<ChunkPiece> _pieces;

    private readonly double _threshold;

    private readonly string[] _texts;

    private readonly ulong[]?[] _shingles;

    /// <summary>For each piece the first one that it is alike to: itself when it is kept.</summary>
    private readonly int[] _originals;

    /// <summary>For each kept piece the last one that it was compared to, as two pieces meet under several shingles.</summary>
    private readonly int[] _comparedTo;

    private NearDuplicates(IReadOnlyList<ChunkPiece> pieces, double threshold)
    {
        _pieces = pieces;
        _threshold = threshold;
        _texts = [.. pieces.Select(piece => Normalize(piece.Text))];
        _shingles = new ulong[]?[pieces.Count];
        _comparedTo = new int[pieces.Count];
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
        // Entries of one shingle are linked, newest first: most shingles have one, and a list for each would cost more than it holds.
        var newest = new Dictionary<ulong, int>();
        var entries = new List<(int Piece, int Older)>();
        foreach (var piece in group)
        {
            var set = shingles.Of(_texts[piece]);
            _shingles[piece] = set;
            var prefix = set.AsSpan(0, Shingles.PrefixLength(set.Length, _threshold));
            var original = piece;
            foreach (var shingle in prefix)
            {
                for (var entry = newest.GetValueOrDefault(shingle, -1); entry >= 0; entry = entries[entry].Older)
                {
                    var candidate = entries[entry].Piece;
                    if (candidate < original && _comparedTo[candidate] != piece && IsAlike(candidate, piece))
                    {
                        original = candidate;
                    }

                    _comparedTo[candidate] = piece;
                }
            }

            _originals[piece] = original;
            if (original == piece)
            {
                foreach (var shingle in prefix)
                {
                    entries.Add((piece, newest.GetValueOrDefault(shingle, -1)));
                    newest[shingle] = entries.Count - 1;
                }
            }
            else
            {
                _shingles[piece] = null;
            }
        }
    }

    private bool IsAlike(int first, int second)
    {
        // Neighbours share their overlap, which is no reason to drop the rest.
        var (a, b) = (_pieces[first], _pieces[second]);
        var overlap = a.Page == b.Page && a.Span.Start < b.Span.End && b.Span.Start < a.Span.End;
        return !overlap && Shingles.AreAlike(_shingles[first]!, _shingles[second]!, _threshold);
    }

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
