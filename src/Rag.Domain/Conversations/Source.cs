using Rag.Domain.Documents;

namespace Rag.Domain.Conversations;

/// <summary>A passage that an answer was given to stand on.</summary>
/// <param name="Number">What [n] in the answer refers to, from 1.</param>
/// <param name="Page">1-based.</param>
/// <param name="Start">Where the passage begins in the page's text, in UTF-16 units.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Snippet">The beginning of the passage.</param>
/// <param name="Score">Similarity on the embedding model's own scale, 0..1.</param>
public sealed record Source(
    int Number, string FileName, DocumentId DocumentId, int Version, int Page, int Start, int End, string Snippet, double Score);

/// <summary>Where a reference [n] of an answer stands: the page's own words.</summary>
/// <param name="Number">The source's number.</param>
/// <param name="Start">Where the quote begins in the page's text, in UTF-16 units.</param>
/// <param name="Quote">The page's words from Start to End; null when the passage does not support the claim.</param>
public sealed record Citation(int Number, bool IsSupported, DocumentId DocumentId, int Version, int Page, int Start, int End, string? Quote);
