using System.Diagnostics;
using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Application.UnitTests.Ingestion;

/// <summary>
/// Texts that a file can hold to keep the worker busy. Linear time is under a second on an idle machine and quadratic time many
/// minutes; the bound only has to tell the two apart on a busy one.
/// </summary>
public sealed class ChunkingTimeTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, Func<ExtractedPage>> Pages = new()
    {
        ["one word of half a megabyte"] = () => A.Page(text: new string('x', 500_000)),
        ["50,000 lines of a word"] = () => A.Page(text: string.Join('\n', Enumerable.Range(0, 50_000).Select(i => $"w{i}"))),
        ["one character of half a megabyte"] = () => A.Page(text: "e" + new string('\u0301', 500_000)),
        ["half a megabyte of full stops"] = () => A.Page(text: new string('.', 500_000)),
        ["full stops and opening brackets"] = () => A.Page(text: string.Concat(Enumerable.Repeat(". (", 120_000))),
        ["half a megabyte of white space between two words"] = () => A.Page(text: "uno" + new string(' ', 500_000) + "dos"),
        ["50,000 paragraphs of two lines"] = () => A.Page(text: string.Concat(Enumerable.Repeat("a\nb\n\n", 50_000))),
        ["emoji without white space"] = () => A.Page(text: string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 45_000))),
        ["50,000 headings"] = () => A.Page(text: string.Concat(Enumerable.Repeat("Título\n", 50_000))) with
        {
            Headings = [.. Enumerable.Range(0, 50_000).Select(i => new Heading(i * 7, i % 6, "Título"))],
        },
    };

    private static IEnumerable<string> Names => Pages.Keys;

    [TestCaseSource(nameof(Names))]
    public void Takes_linear_time(string name)
    {
        var page = Pages[name]();
        var clock = Stopwatch.StartNew();

        var defaults = Chunker.Split(DocumentId.New(), 1, "Título", [page], new ChunkingOptions(), _ => true);
        var wide = Chunker.Split(DocumentId.New(), 1, "Título", [page], new ChunkingOptions { Size = 8000, Overlap = 4000 }, text => text.Length < 3000);

        Assert.That(clock.Elapsed, Is.LessThan(Bound));
        Assert.That(defaults.Concat(wide).Select(chunk => chunk.IndexedText.Length), Is.All.LessThan(3000));
    }

    [Test]
    public void Finds_duplicates_among_10000_chunks_of_one_form_without_comparing_every_pair()
    {
        var random = new Random(7);
        string Word() => new([.. Enumerable.Range(0, 8).Select(_ => (char)('a' + random.Next(26)))]);
        const string Form = "Muy señores nuestros: les confirmamos que hemos recibido su solicitud de alta y que la tramitamos lo antes posible. ";
        var page = string.Concat(Enumerable.Repeat(Form, 4));
        var pages = Enumerable.Range(1, 10_000).Select(i => A.Page(i, $"{Word()} {Word()} {Word()} {page}{Word()}")).ToList();
        var clock = Stopwatch.StartNew();

        var chunks = Chunker.Split(DocumentId.New(), 1, null, [.. pages, pages[0] with { Number = 10_001 }], new ChunkingOptions(), _ => true);

        Assert.That(clock.Elapsed, Is.LessThan(Bound));
        Assert.That(chunks, Has.Count.EqualTo(10_000));
        Assert.That(chunks[0].OtherPages, Is.EqualTo(new[] { 10_001 }));
    }
}
