using System.Numerics.Tensors;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.Embeddings;

/// <summary>What an index may be given: a dot product is a cosine only between vectors of unit length.</summary>
internal static class UnitVector
{
    private const float Tolerance = 0.01f;

    /// <exception cref="InvalidOperationException">One has another dimension than the index.</exception>
    public static void Check(IEnumerable<EmbeddedChunk> chunks, int dimension)
    {
        foreach (var chunk in chunks)
        {
            Check(chunk.Vector.Span, dimension);
        }
    }

    /// <exception cref="InvalidOperationException">It has another dimension than the index.</exception>
    public static void Check(ReadOnlySpan<float> vector, int dimension)
    {
        if (vector.Length != dimension)
        {
            throw new InvalidOperationException($"A vector of {vector.Length} floats in an index of {dimension} dimensions.");
        }

        // So written that NaN fails it too.
        if (!(Math.Abs(TensorPrimitives.Norm(vector) - 1) <= Tolerance))
        {
            throw new ArgumentException("A vector is not of unit length.", nameof(vector));
        }
    }
}
