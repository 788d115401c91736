using Rag.Domain.Documents;

namespace Rag.Application.Passages;

/// <summary>
/// How much of one version a store holds, without what it is: enough to see whether it is all there, in memory that grows with the
/// documents and not with their chunks.
/// </summary>
/// <param name="Last">The highest place held, counted from 0.</param>
public sealed record StoredParts(DocumentId Document, int Version, long Count, long Last)
{
    /// <summary>Whether exactly the places 0 to <paramref name="expected"/> - 1 are held: a place is held once, so two numbers tell.</summary>
    public bool IsWhole(int expected) => Count == expected && Last == expected - 1;
}
