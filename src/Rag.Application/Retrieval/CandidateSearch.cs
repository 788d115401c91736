using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Application.Retrieval;

/// <param name="Vector">The question's embedding, unit length; begun when it is first asked for, so that it runs beside the full text.</param>
/// <param name="Count">Candidates wanted from each side.</param>
internal sealed record CandidateQuery(string Question, Lazy<Task<ReadOnlyMemory<float>>> Vector, int Count, DocumentId? OnlyIn);

/// <summary>
/// Asks both sides for candidates, keeps those that may be seen, and gets for each the score that only the other side gave:
/// a passage must not lose because one side did not list it.
/// </summary>
internal sealed class CandidateSearch(IVectorIndex vectors, ILexicalIndex lexical, IPassageRepository passages)
{
    // Four doublings reach 16 times the candidates. More hidden versions than that are not waiting anywhere, and a search
    // that comes back short is better than one that does not come back.
    private const int MostDoublings = 4;

    /// <summary>The visible candidates of both sides with the scores of both, ordered by id.</summary>
    public async Task<IReadOnlyList<Candidate>> FindAsync(CandidateQuery query, CancellationToken cancellationToken)
    {
        var isSearchedAgain = false;
        for (int round = 0, count = query.Count; ;)
        {
            // On a thread of its own: a full text in this process searches before it returns, and so does an embedder.
            var matching = Task.Run(() => SearchWordsAsync(query, count, cancellationToken), cancellationToken);
            var nearest = SearchVectorsAsync(query, count, cancellationToken);
            await Task.WhenAll(nearest, matching);
            var dense = await nearest;
            var words = await matching;

            var ids = dense.Select(hit => hit.Id).Concat(words.Select(hit => hit.Id)).ToHashSet();
            var visible = ids.Count == 0 ? [] : await passages.FindVisibleAsync(ids, cancellationToken);
            var seen = visible.Select(passage => passage.Chunk.Id).ToHashSet();
            if (round < MostDoublings && !(IsEnough([.. dense.Select(hit => hit.Id)], seen) && IsEnough([.. words.Select(hit => hit.Id)], seen)))
            {
                (round, count) = (round + 1, count * 2);
                continue;
            }

            // Once: a version that is not shown yet looks the same as one that is no longer shown, and stays hidden.
            if (round < MostDoublings && !isSearchedAgain && IsOutdated(ids, seen))
            {
                isSearchedAgain = true;
                continue;
            }

            return await CompleteAsync(query, Trim(visible, dense, words, query.Count), dense, words, cancellationToken);

            // A side that has nothing more to give cannot help by being asked again.
            bool IsEnough(IReadOnlyList<ChunkId> hits, HashSet<ChunkId> visibleIds) =>
                hits.Count < count || hits.Count(visibleIds.Contains) >= query.Count;
        }
    }

    // A replacement that was shown after the search and before the look at what is visible leaves hits of the version before it,
    // and none of its own. A hidden version beside an earlier one that is seen is the replacement that waits, and no loss.
    private static bool IsOutdated(HashSet<ChunkId> hits, HashSet<ChunkId> seen)
    {
        var shown = seen.GroupBy(id => id.Document).ToDictionary(group => group.Key, group => group.Max(id => id.Version));
        return hits.Any(hit => !seen.Contains(hit) && !(shown.TryGetValue(hit.Document, out var version) && version <= hit.Version));
    }

    private async Task<IReadOnlyList<VectorHit>> SearchVectorsAsync(CandidateQuery query, int count, CancellationToken cancellationToken) =>
        await vectors.SearchAsync(await query.Vector.Value, count, query.OnlyIn, cancellationToken);

    private async Task<IReadOnlyList<LexicalHit>> SearchWordsAsync(CandidateQuery query, int count, CancellationToken cancellationToken)
    {
        await lexical.CatchUpAsync(cancellationToken);
        return await lexical.SearchAsync(query.Question, count, query.OnlyIn, cancellationToken);
    }

    // A doubled search brings more than was wanted where only one side was short.
    private static List<Passage> Trim(
        IReadOnlyList<Passage> visible, IReadOnlyList<VectorHit> dense, IReadOnlyList<LexicalHit> words, int count)
    {
        var byId = visible.ToDictionary(passage => passage.Chunk.Id);
        var wanted = dense.Select(hit => hit.Id).Where(byId.ContainsKey).Take(count)
            .Concat(words.Select(hit => hit.Id).Where(byId.ContainsKey).Take(count))
            .Distinct();
        return [.. wanted.Select(id => byId[id])];
    }

    private async Task<IReadOnlyList<Candidate>> CompleteAsync(
        CandidateQuery query, List<Passage> found, IReadOnlyList<VectorHit> dense, IReadOnlyList<LexicalHit> words,
        CancellationToken cancellationToken)
    {
        if (found.Count == 0)
        {
            return [];
        }

        var cosines = dense.ToDictionary(hit => hit.Id, hit => hit.Cosine);
        var scores = words.ToDictionary(hit => hit.Id);

        // Vectors of all of them, not only of those without a cosine: the reordering of near-duplicates compares them.
        var stored = vectors.FindVectorsAsync([.. found.Select(passage => passage.Chunk.Id)], cancellationToken);
        var unscored = found.Select(passage => passage.Chunk.Id).Where(id => !scores.ContainsKey(id)).ToList();
        var missing = unscored.Count == 0 || scores.Count == 0
            ? Task.FromResult<IReadOnlyList<LexicalHit>>([])
            : lexical.ScoreAsync(query.Question, unscored, cancellationToken);
        await Task.WhenAll(stored, missing);
        foreach (var hit in await missing)
        {
            scores[hit.Id] = hit;
        }

        var vectorsById = await stored;
        var question = await query.Vector.Value;
        return [.. found.Select(ToCandidate).OrderBy(candidate => candidate.Passage.Chunk.Id, ChunkOrder.Instance)];

        Candidate ToCandidate(Passage passage)
        {
            var id = passage.Chunk.Id;
            var vector = vectorsById.GetValueOrDefault(id);
            double? cosine = cosines.TryGetValue(id, out var known) ? known
                : vector.IsEmpty ? null
                : Cosine.OfUnitVectors(question.Span, vector.Span);
            var words = scores.GetValueOrDefault(id);
            return new Candidate { Passage = passage, Vector = vector, Cosine = cosine, LexicalScore = words.Score, Coverage = words.Coverage };
        }
    }
}
