using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>
/// Dot products of one vector with consecutive rows. TensorPrimitives.Dot row by row gives the same figures and takes 1.3 to
/// 1.4 times as long: the scan waits for memory, and asking for the row after the next one while this one is summed hides most of it.
/// Measured in benchmarks/Rag.Benchmarks (VectorScanBenchmarks).
/// </summary>
internal static unsafe class DotProducts
{
    private const int Lanes = 8;
    private const int FloatsPerCacheLine = 16;

    /// <summary>
    /// Fills <paramref name="products"/>, one per row. A row's product does not depend on where it stands, so equal rows tie exactly.
    /// </summary>
    /// <param name="rows">Row by row, each as long as <paramref name="query"/>; products.Length of them.</param>
    public static void Compute(ReadOnlySpan<float> rows, ReadOnlySpan<float> query, Span<float> products)
    {
        var dimension = query.Length;
        if (rows.Length != products.Length * dimension)
        {
            throw new ArgumentException("The rows and the products are not as many.", nameof(rows));
        }

        fixed (float* firstRow = rows)
        fixed (float* firstOfQuery = query)
        {
            for (var row = 0; row < products.Length; row++)
            {
                var current = firstRow + ((long)row * dimension);

                // A prefetch past the end of the array does nothing, so the last rows need no check.
                PrefetchRow(current + (2L * dimension), dimension);
                products[row] = Dot(current, firstOfQuery, dimension);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchRow(float* row, int dimension)
    {
        if (Sse.IsSupported)
        {
            for (var i = 0; i < dimension; i += FloatsPerCacheLine)
            {
                Sse.Prefetch0(row + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot(float* row, float* query, int dimension)
    {
        // Four sums, because a fused multiply-add takes four cycles and one chain of them would wait for itself.
        var first = Vector256<float>.Zero;
        var second = Vector256<float>.Zero;
        var third = Vector256<float>.Zero;
        var fourth = Vector256<float>.Zero;
        var i = 0;
        for (; i <= dimension - (4 * Lanes); i += 4 * Lanes)
        {
            first = MultiplyAdd(row, query, i, first);
            second = MultiplyAdd(row, query, i + Lanes, second);
            third = MultiplyAdd(row, query, i + (2 * Lanes), third);
            fourth = MultiplyAdd(row, query, i + (3 * Lanes), fourth);
        }

        for (; i <= dimension - Lanes; i += Lanes)
        {
            first = MultiplyAdd(row, query, i, first);
        }

        var sum = Vector256.Sum((first + second) + (third + fourth));
        for (; i < dimension; i++)
        {
            sum += row[i] * query[i];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> MultiplyAdd(float* row, float* query, int at, Vector256<float> sum) =>
        Vector256.MultiplyAddEstimate(Vector256.Load(row + at), Vector256.Load(query + at), sum);
}
