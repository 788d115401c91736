using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Application.Retrieval;

/// <param name="Score">BM25, 0 and up; comparable within one search only.</param>
/// <param name="Coverage">
/// The share of the question's weight (idf of its content words; a word that no chunk has weighs most) that the chunk holds, 0..1.
/// Comparable between searches and corpora of any size.
/// </param>
public readonly record struct LexicalHit(ChunkId Id, double Score, double Coverage);

/// <summary>Full text over all chunks, a local projection of the passages that can be thrown away and made again.</summary>
public interface ILexicalIndex
{
    /// <summary>Applies what has changed in the passages since the last call; cheap when nothing has.</summary>
    Task CatchUpAsync(CancellationToken cancellationToken);

    /// <summary>The best chunks for a question, which is plain text and never query syntax; best first, equal ones by id.</summary>
    /// <param name="onlyIn">Restricts the search to one document.</param>
    Task<IReadOnlyList<LexicalHit>> SearchAsync(string question, int count, DocumentId? onlyIn, CancellationToken cancellationToken);

    /// <summary>The same scores for given chunks, in no order; a chunk without any of the question's words is not among them.</summary>
    Task<IReadOnlyList<LexicalHit>> ScoreAsync(string question, IReadOnlyCollection<ChunkId> ids, CancellationToken cancellationToken);

    /// <summary>How many chunks are indexed of each version, and the highest index; as of the last catch-up.</summary>
    Task<IReadOnlyList<StoredParts>> ListStoredAsync(CancellationToken cancellationToken);
}

/// <summary>A word of a text as the full text index knows it.</summary>
/// <param name="Stem">Folded and stemmed.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
public readonly record struct TextTerm(string Stem, int Start, int End);

/// <summary>The analysis of the full text index, for whoever compares words as it does.</summary>
public interface ITextAnalyzer
{
    /// <summary>The content words of a text in Spanish or English, stop words left out.</summary>
    IReadOnlyList<TextTerm> Analyze(string text);
}
