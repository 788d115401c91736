namespace Rag.Evaluation;

/// <summary>What each part of the retrieval would have answered alone, told from one answer of retrieve-debug.</summary>
internal static class Rankings
{
    private const int Kept = 10;

    /// <summary>
    /// Each side has listed its best 30 and every candidate carries both scores, so the best ten of a side alone are among the
    /// candidates, whichever side brought them.
    /// </summary>
    public static IReadOnlyList<(string Name, Func<Found, IEnumerable<FoundItem>> Of)> All { get; } =
    [
        ("dense only", found => Best(found.Items.Where(item => item.Dense is not null), item => item.Dense!.Value)),
        ("lexical only", found => Best(found.Items.Where(item => item.Lexical > 0), item => item.Lexical)),
        ("hybrid", found => Best(found.Items.Where(item => item.Reason != "below_threshold"), item => item.Fused)),
        ("hybrid + MMR", found => found.Items.Where(item => item.IsKept)),
    ];

    /// <summary>Pages by their best item.</summary>
    public static List<PageAddress> Pages(this IEnumerable<FoundItem> items) => [.. items.Select(item => item.Address).Distinct()];

    private static IEnumerable<FoundItem> Best(IEnumerable<FoundItem> items, Func<FoundItem, double> score) =>
        items.OrderByDescending(score)
            .ThenBy(item => item.Address.FileName, StringComparer.Ordinal).ThenBy(item => item.Address.Page).ThenBy(item => item.Chunk)
            .Take(Kept);
}
