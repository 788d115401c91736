using System.Numerics.Tensors;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

internal static class Vectors
{
    /// <summary>A direction drawn from a seed, of unit length.</summary>
    public static float[] Random(int seed, int dimension)
    {
        var random = new Random(seed);
        var vector = Enumerable.Range(0, dimension).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    public static EmbeddedChunk Chunk(DocumentId document, int index, float[] vector, int version = 1) =>
        new(A.Chunk(document, index, version: version), "tarifas.pdf", vector);

    /// <summary>The chunks of a document with the vectors of seeds that begin at <paramref name="firstSeed"/>.</summary>
    public static EmbeddedChunk[] Chunks(DocumentId document, int count, int dimension, int firstSeed = 0, int version = 1) =>
        Enumerable.Range(0, count).Select(i => Chunk(document, i, Random(firstSeed + i, dimension), version)).ToArray();

    public static double Cosine(EmbeddedChunk chunk, float[] query) =>
        Enumerable.Range(0, query.Length).Sum(i => (double)chunk.Vector.Span[i] * query[i]);
}
