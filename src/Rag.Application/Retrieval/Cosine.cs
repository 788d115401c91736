using System.Numerics;
using System.Runtime.InteropServices;

namespace Rag.Application.Retrieval;

internal static class Cosine
{
    /// <summary>The dot product, which is the cosine because both have length 1.</summary>
    /// <exception cref="ArgumentException">They have different dimensions.</exception>
    public static double OfUnitVectors(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        if (one.Length != other.Length)
        {
            throw new ArgumentException($"Vectors of {one.Length} and {other.Length} dimensions cannot be compared.", nameof(other));
        }

        var lanes = MemoryMarshal.Cast<float, Vector<float>>(one);
        var otherLanes = MemoryMarshal.Cast<float, Vector<float>>(other);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < lanes.Length; i++)
        {
            sums += lanes[i] * otherLanes[i];
        }

        var sum = Vector.Sum(sums);
        for (var i = lanes.Length * Vector<float>.Count; i < one.Length; i++)
        {
            sum += one[i] * other[i];
        }

        return sum;
    }
}
