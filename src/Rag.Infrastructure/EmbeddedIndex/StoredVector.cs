using Rag.Application.Retrieval;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>A vector with the metadata that every store of vectors keeps beside it.</summary>
internal readonly record struct StoredVector(
    ChunkId Id, string Source, int Page, string ContentHash, int Words, int Characters, ReadOnlyMemory<float> Vector)
{
    public static StoredVector Of(EmbeddedChunk embedded) => new(
        embedded.Chunk.Id, embedded.FileName, embedded.Chunk.Page, embedded.Chunk.ContentHash, embedded.Chunk.Words, embedded.Chunk.Text.Length,
        embedded.Vector);
}
