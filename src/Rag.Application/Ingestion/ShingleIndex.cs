using System.Runtime.InteropServices;

namespace Rag.Application.Ingestion;

/// <summary>
/// The sets that are kept so far, found again by their rarest shingles: of two sets as alike as the threshold, one of the rarest of
/// each is the same (prefix filtering: Bayardo, Ma and Srikant 2007). Nothing that is alike is missed.
/// </summary>
internal sealed class ShingleIndex(double threshold)
{
    private readonly List<ShingleSet> _kept = [];

    /// <summary>For each kept set the number of the last search that met it: two sets meet under several shingles.</summary>
    private readonly List<int> _metIn = [];

    /// <summary>For each shingle its newest entry and how many there are. Most have one, and a list for each would cost more than it holds.</summary>
    private readonly Dictionary<ulong, (int Newest, int Count)> _entriesOf = [];

    private readonly List<(int Kept, int Older)> _entries = [];

    private int _searches;

    /// <param name="mayMatch">Asked with the position of a kept set that is alike, in the order in which they were added.</param>
    /// <returns>The position of the first kept set that is alike; -1 when there is none.</returns>
    public int FindFirst(ShingleSet set, Func<int, bool> mayMatch)
    {
        var rarest = set.Rarest(threshold);
        var entries = 0L;
        foreach (var shingle in rarest)
        {
            entries += _entriesOf.GetValueOrDefault(shingle).Count;
        }

        // A low threshold, or a text of common words only: looking at every kept set is the shorter way.
        return entries > _kept.Count ? FindFirstOfAll(set, mayMatch) : FindFirstAmong(rarest, set, mayMatch);
    }

    public void Add(ShingleSet set)
    {
        foreach (var shingle in set.Rarest(threshold))
        {
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_entriesOf, shingle, out var exists);
            _entries.Add((_kept.Count, exists ? list.Newest : -1));
            list = (_entries.Count - 1, list.Count + 1);
        }

        _kept.Add(set);
        _metIn.Add(0);
    }

    private int FindFirstOfAll(ShingleSet set, Func<int, bool> mayMatch)
    {
        for (var kept = 0; kept < _kept.Count; kept++)
        {
            if (set.IsAlike(_kept[kept], threshold) && mayMatch(kept))
            {
                return kept;
            }
        }

        return -1;
    }

    private int FindFirstAmong(ReadOnlySpan<ulong> rarest, ShingleSet set, Func<int, bool> mayMatch)
    {
        _searches++;
        var first = _kept.Count;
        foreach (var shingle in rarest)
        {
            var entry = _entriesOf.TryGetValue(shingle, out var list) ? list.Newest : -1;
            while (entry >= 0)
            {
                var (kept, older) = _entries[entry];
                var isNew = _metIn[kept] != _searches;
                _metIn[kept] = _searches;
                first = isNew && kept < first && set.IsAlike(_kept[kept], threshold) && mayMatch(kept) ? kept : first;
                entry = older;
            }
        }

        return first < _kept.Count ? first : -1;
    }
}
