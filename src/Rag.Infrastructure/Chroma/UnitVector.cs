using System.Numerics.Tensors;

namespace Rag.Infrastructure.Chroma;

internal static class UnitVector
{
    private const float Tolerance = 0.01f;

    /// <exception cref="InvalidOperationException">It has another dimension than the index.</exception>
    public static void Check(ReadOnlySpan<float> vector, int dimension)
    {
        if (vector.Length != dimension)
        {
            throw new InvalidOperationException($"A vector of {vector.Length} floats in an index of {dimension} dimensions.");
        }

        // A dot product is a cosine only between vectors of unit length; NaN fails this too.
        if (!(Math.Abs(TensorPrimitives.Norm(vector) - 1) <= Tolerance))
        {
            throw new ArgumentException("A vector is not of unit length.", nameof(vector));
        }
    }
}
