using System.Text;
using BenchmarkDotNet.Attributes;
using Rag.Application.Ingestion;
using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Benchmarks;

/// <summary>A million characters in pages of 3,000, made of sentences of invented words as frequent as words are (Zipf); and 10,000 chunks.</summary>
[MemoryDiagnoser]
public class ChunkingBenchmarks
{
    private static readonly DocumentId Document = new(new Guid("0190a0b0-0000-7000-8000-000000000001"));

    private readonly ChunkingOptions _options = new();

    private readonly Random _random = new(7);

    private string[] _words = [];

    private List<ExtractedPage> _pages = [];

    private List<ChunkPiece> _pieces = [];

    [GlobalSetup]
    public void WritePages()
    {
        _words = [.. Enumerable.Range(0, 20_000).Select(_ => Word())];
        _pages = [.. Enumerable.Range(1, 334).Select(number => new ExtractedPage { Number = number, Text = Text(3000) })];
        _pieces = [.. Enumerable.Range(1, 10_000).Select(page => Piece(page, Text(680)))];
    }

    [Benchmark]
    public int Sentences_of_1_MB() => _pages.Sum(page => SentenceSplitter.Split(page.Text).Count);

    [Benchmark]
    public int Pieces_of_1_MB() => Chunker.Cut("Manual", _pages, _options, _ => true).Count;

    [Benchmark]
    public int Chunks_of_1_MB() => Chunker.Split(Document, 1, "Manual", _pages, _options, _ => true).Count;

    [Benchmark]
    public int Duplicates_among_10000() => NearDuplicates.Remove(_pieces, _options.DuplicateThreshold).Count;

    private string Word() => string.Concat(Enumerable.Range(0, _random.Next(1, 5)).Select(_ => $"{"bcdfglmnprst"[_random.Next(12)]}{"aeiou"[_random.Next(5)]}"));

    private string Text(int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            var sentence = string.Join(' ', Enumerable.Range(0, _random.Next(5, 25)).Select(_ => _words[(int)(_words.Length * Math.Pow(_random.NextDouble(), 4))]));
            text.Append(char.ToUpperInvariant(sentence[0])).Append(sentence.AsSpan(1)).Append(_random.Next(5) == 0 ? ".\n\n" : ". ");
        }

        return text.ToString(0, length).Trim();
    }

    private static ChunkPiece Piece(int page, string text) => new(page, new TextSpan(0, text.Length), text, new ChunkPrefix(null, null));
}
