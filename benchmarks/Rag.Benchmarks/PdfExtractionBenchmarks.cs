using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rag.Application.Ingestion;
using Rag.Infrastructure.Pdf;
using Rag.Testing;

namespace Rag.Benchmarks;

/// <summary>From the bytes of a PDF to its pages, the start of the reading process included. Pages have about 2,000 characters.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class PdfExtractionBenchmarks
{
    private readonly PdfPigTextExtractor _extractor = new(
        Options.Create(new PdfOptions()), TimeProvider.System, NullLogger<PdfPigTextExtractor>.Instance);

    private byte[] _file = [];
    private PdfText? _text;

    [Params(1, 100)]
    public int Pages { get; set; }

    [GlobalSetup]
    public async Task PrepareAsync()
    {
        const string sentence = "El pluviómetro de balancín vuelca cada 0,2 mm de precipitación y envía cada vuelco a la consola en menos de 16 segundos. ";
        _file = SamplePdf.WithPages([.. Enumerable.Range(1, Pages).Select(page =>
            $"# {page}. Medición\n\n" + string.Join("\n\n", Enumerable.Repeat(string.Concat(Enumerable.Repeat(sentence, 4)), 4)))]);
        _text = await ExtractAsync();
    }

    [GlobalCleanup]
    public void Dispose() => _extractor.Dispose();

    [Benchmark]
    public async Task<PdfText> ExtractAsync()
    {
        var result = await _extractor.ExtractAsync(new MemoryStream(_file), new Progress<PageRead>(), default);
        return result.Value;
    }

    [Benchmark]
    public int BuildPages() => PageTextBuilder.Build(_text!).Count;
}
