using BenchmarkDotNet.Attributes;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Onnx;

namespace Rag.Benchmarks;

/// <summary>One question of about 20 pieces, and 32 passages of about 200 pieces on all processors, for both models.</summary>
public class EmbeddingBenchmarks
{
    private const int Passages = 32;

    private readonly string _question = "¿Cuál es el plazo para devolver un pedido que ya se ha abierto?";
    private readonly string[] _passages = [.. Enumerable.Range(0, Passages).Select(i => string.Join(
        ' ', Enumerable.Repeat($"Las condiciones generales del servicio número {i} se aplican a todos los pedidos de la tienda.", 9)))];

    private OnnxEmbeddingModel _model = null!;

    [Params("intfloat/multilingual-e5-small", "sentence-transformers/all-MiniLM-L6-v2")]
    public string Model { get; set; } = "";

    [GlobalSetup]
    public Task LoadAsync()
    {
        _model = new OnnxEmbeddingModel(EmbeddingModelFolder.Find(new EmbeddingOptions { Model = Model }), new PassageWorkers());
        return _model.LoadAsync(CancellationToken.None);
    }

    [GlobalCleanup]
    public void Unload() => _model.Dispose();

    [Benchmark]
    public async Task<int> Question() => (await _model.GenerateAsync([_question], RoleEmbeddingOptions.Query)).Count;

    [Benchmark(OperationsPerInvoke = Passages)]
    public async Task<int> Passage() => (await _model.GenerateAsync(_passages, RoleEmbeddingOptions.Passage)).Count;
}
