using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Conversations;
using Rag.Domain.Passages;

namespace Rag.Application.Chat;

/// <summary>
/// Looks up in the passages what an answer says of them. A claim is supported when one sentence, or two adjacent ones, hold at
/// least half of its content stems and all its numbers and quoted strings; what is shown as proof is those sentences, the
/// page's own words, never the model's.
/// </summary>
internal sealed class CitationCheck(ITextAnalyzer analyzer)
{
    private const double SupportedShare = 0.5;

    /// <param name="passages">Passage i is what [i + 1] refers to.</param>
    /// <returns>One for each source that the answer refers to, in the order of the first reference.</returns>
    public IReadOnlyList<Citation> Check(string answer, IReadOnlyList<Passage> passages) =>
        [.. AnswerClaims.Of(answer)
            .Where(claim => claim.Source >= 1 && claim.Source <= passages.Count)
            .GroupBy(claim => claim.Source)
            .Select(claims => Cite(claims.Key, [.. claims.Select(claim => claim.Text).Distinct()], passages[claims.Key - 1].Chunk))];

    private Citation Cite(int number, IReadOnlyList<string> claims, Chunk chunk)
    {
        var sentences = SentenceSplitter.Split(chunk.Text);
        var singles = sentences.Select(span => new Evidence(span, ClaimFacts.Of(span.Of(chunk.Text), analyzer))).ToList();
        var pairs = sentences.Zip(sentences.Skip(1), (one, next) => new TextSpan(one.Start, next.End))
            .Select(span => new Evidence(span, ClaimFacts.Of(span.Of(chunk.Text), analyzer))).ToList();
        var proofs = claims.Select(claim => Prove(ClaimFacts.Of(claim, analyzer), singles, pairs)).OfType<Proof>().ToList();

        // Several claims, one event: the best proven one is shown.
        return proofs.Count == 0
            ? new Citation(number, IsSupported: false, chunk.Id.Document, chunk.Id.Version, chunk.Page, chunk.Start, chunk.End, Quote: null)
            : Supported(number, chunk, proofs.MaxBy(proof => proof.Share)!.Span);
    }

    private static Citation Supported(int number, Chunk chunk, TextSpan span) => new(
        number, IsSupported: true, chunk.Id.Document, chunk.Id.Version, chunk.Page,
        chunk.Start + span.Start, chunk.Start + span.End, span.Of(chunk.Text));

    // A pair only where no single sentence does: the shorter the quote, the easier it is to check.
    private static Proof? Prove(ClaimFacts claim, List<Evidence> singles, List<Evidence> pairs) =>
        claim.IsEmpty ? null : Best(claim, singles) ?? Best(claim, pairs);

    private static Proof? Best(ClaimFacts claim, List<Evidence> evidence) => evidence
        .Where(candidate => claim.Numbers.IsSubsetOf(candidate.Facts.Numbers)
            && claim.Quotes.All(quote => candidate.Facts.Folded.Contains(quote, StringComparison.Ordinal)))
        .Select(candidate => new Proof(candidate.Span, Share(claim, candidate.Facts)))
        .Where(proof => proof.Share >= SupportedShare)
        .MaxBy(proof => proof.Share);

    private static double Share(ClaimFacts claim, ClaimFacts evidence) =>
        claim.Stems.Count == 0 ? 1 : (double)claim.Stems.Count(evidence.Stems.Contains) / claim.Stems.Count;

    private sealed record Evidence(TextSpan Span, ClaimFacts Facts);

    private sealed record Proof(TextSpan Span, double Share);
}
