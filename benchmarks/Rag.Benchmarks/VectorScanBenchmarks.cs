using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Infrastructure.EmbeddedIndex;

namespace Rag.Benchmarks;

/// <summary>The exact scan of the embedded index on one thread, twelve hits of vectors of 384 floats. One scan an iteration: P50 and P95 are latencies.</summary>
[Config(typeof(OneScanAnIteration))]
public class VectorScanBenchmarks
{
    private const int Dimension = 384;
    private const int Count = 12;

    private VectorRows _rows = null!;
    private VectorTable _table = null!;
    private float[] _query = [];
    private DocumentId _document;

    [Params(10_000, 100_000)]
    public int Vectors { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(7);
        _table = VectorRows.NewTable(Dimension, Vectors);
        for (var row = 0; row < Vectors; row++)
        {
            if (row % 200 == 0)
            {
                _document = DocumentId.New();
            }

            _table.Write(row, new ChunkId(_document, 1, row % 200), RandomDirection(random));
        }

        _rows = VectorRows.Of(_table, Vectors);
        _query = RandomDirection(random);
    }

    [Benchmark]
    public VectorHit[] Search() => _rows.Search(_query, Count, onlyIn: null, CancellationToken.None);

    [Benchmark]
    public VectorHit[] Search_in_one_document() => _rows.Search(_query, Count, _document, CancellationToken.None);

    /// <summary>What the scan's own kernel is measured against: no heap, no ids.</summary>
    [Benchmark]
    public float Dot_products_with_TensorPrimitives()
    {
        var best = float.MinValue;
        for (var row = 0; row < Vectors; row++)
        {
            best = Math.Max(best, TensorPrimitives.Dot(_query, _table.Vectors(row, 1)));
        }

        return best;
    }

    private static float[] RandomDirection(Random random)
    {
        var vector = new float[Dimension];
        for (var i = 0; i < Dimension; i++)
        {
            vector[i] = random.NextSingle() - 0.5f;
        }

        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    private sealed class OneScanAnIteration : ManualConfig
    {
        public OneScanAnIteration()
        {
            AddJob(Job.Default.WithStrategy(RunStrategy.Monitoring).WithWarmupCount(30).WithIterationCount(200).WithInvocationCount(1)
                .WithUnrollFactor(1).WithToolchain(InProcessEmitToolchain.Instance));
            AddColumn(StatisticColumn.P50, StatisticColumn.P95);
        }
    }
}
