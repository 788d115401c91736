using CsCheck;
using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Application.UnitTests.Ingestion;

public sealed class ChunkerProperties
{
    private static readonly Gen<ChunkingOptions> AnyOptions = Gen.Select(
        Gen.Frequency((1, Gen.Int[1, 49]), (4, Gen.Int[50, 900]), (1, Gen.Int[901, 8000])),
        Gen.Frequency((1, Gen.Const(0)), (4, Gen.Int[1, 300]), (1, Gen.Int[300, 4000])),
        Gen.Frequency((1, Gen.Const(0)), (4, Gen.Int[1, 200]), (1, Gen.Int[200, 4000])),
        (size, overlap, min) => new ChunkingOptions { Size = size, Overlap = overlap, MinLength = min });

    private static readonly Gen<ExtractedPage> AnyPage = Gen.Select(
        AnyText.Pages, Gen.Select(Gen.Int[0, 1500], Gen.Int[0, 4], Gen.Int[1, 60]).Array[0, 5], (text, places) => A.Page(1, text) with
        {
            Headings = [.. places.Where(place => place.Item1 < text.Length)
                .Select(place => new Heading(place.Item1, place.Item2, text.Substring(place.Item1, Math.Min(place.Item3, text.Length - place.Item1))))],
        });

    private static readonly Gen<IReadOnlyList<ExtractedPage>> AnyPages =
        AnyPage.Array[1, 4].Select(pages => (IReadOnlyList<ExtractedPage>)[.. pages.Select((page, index) => page with { Number = index + 1 })]);

    /// <summary>Windows in words and in bytes; the smallest holds twice the longest title and a word that is not cut.</summary>
    private static readonly Gen<Func<string, bool>> AnyModel = Gen.OneOf<Func<string, bool>>(
        Gen.Const<Func<string, bool>>(_ => true),
        Gen.Int[1, 60].Select(most => (Func<string, bool>)(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length <= most)),
        Gen.Int[240, 2000].Select(most => (Func<string, bool>)(text => System.Text.Encoding.UTF8.GetByteCount(text) <= most)));

    private static readonly Gen<string?> AnyTitle = Gen.Frequency((1, Gen.Const((string?)null)), (3, Gen.String[0, 30].Select(text => (string?)text)));

    [Test]
    public void A_chunk_is_the_text_of_its_page() => Sample((pages, _, _, chunks) => chunks.All(chunk =>
        chunk.Text == pages[chunk.Page - 1].Text[chunk.Start..chunk.End] && chunk.Text.Length > 0 && chunk.Text.Trim() == chunk.Text));

    [Test]
    public void Pieces_hold_all_of_every_page_that_is_not_white_space() => AnyPages.Select(AnyOptions, AnyModel).Sample((pages, options, fits) =>
    {
        var pieces = Chunker.Cut("Título", pages, options, fits);
        return pages.All(page =>
        {
            var position = 0;
            foreach (var span in pieces.Where(piece => piece.Page == page.Number).Select(piece => piece.Span))
            {
                if (span.Start > position && !string.IsNullOrWhiteSpace(page.Text[position..span.Start]))
                {
                    return false;
                }

                position = Math.Max(position, span.End);
            }

            return string.IsNullOrWhiteSpace(page.Text[position..]);
        });
    });

    [Test]
    public void Pieces_of_a_page_go_forward_at_both_ends_and_overlap_no_more_than_asked() => AnyPages.Select(AnyOptions, AnyModel).Sample((pages, options, fits) =>
    {
        var pieces = Chunker.Cut(null, pages, options, fits);
        return pieces.Zip(pieces.Skip(1)).All(pair => pair.First.Page < pair.Second.Page
            || (pair.First.Span.Start < pair.Second.Span.Start && pair.First.Span.End < pair.Second.Span.End
                && pair.First.Span.End - pair.Second.Span.Start <= Math.Min(options.Overlap, options.Size / 2)));
    });

    [Test]
    public void No_chunk_is_longer_than_the_size() => Sample((_, options, _, chunks) =>
        chunks.All(chunk => chunk.Text.Length <= Math.Max(options.Size, 2)));

    [Test]
    public void The_model_reads_every_chunk_whole() => Sample((_, _, fits, chunks) => chunks.All(chunk => fits(chunk.IndexedText)));

    [Test]
    public void Chunks_are_numbered_without_a_gap() => Sample((_, _, _, chunks) =>
        chunks.Select(chunk => chunk.Id.Index).SequenceEqual(Enumerable.Range(0, chunks.Count)));

    [Test]
    public void No_surrogate_pair_is_cut() => Sample((pages, _, _, chunks) => chunks.All(chunk =>
        !AnyText.CutsPair(pages[chunk.Page - 1].Text, chunk.Start) && !AnyText.CutsPair(pages[chunk.Page - 1].Text, chunk.End)));

    [Test]
    public void The_same_pages_give_the_same_chunks() => AnyPages.Select(AnyOptions, AnyModel).Sample((pages, options, fits) =>
    {
        var id = DocumentId.New();
        var (first, second) = (Chunker.Split(id, 1, "T", pages, options, fits), Chunker.Split(id, 1, "T", pages, options, fits));
        return first.Select(chunk => (chunk.Id, chunk.Start, chunk.End, chunk.ContentHash, chunk.Heading))
            .SequenceEqual(second.Select(chunk => (chunk.Id, chunk.Start, chunk.End, chunk.ContentHash, chunk.Heading)));
    });

    private static void Sample(Func<IReadOnlyList<ExtractedPage>, ChunkingOptions, Func<string, bool>, IReadOnlyList<Chunk>, bool> holds) =>
        Gen.Select(AnyPages, AnyOptions, AnyModel, AnyTitle).Sample((pages, options, fits, title) =>
            holds(pages, options, fits, Chunker.Split(DocumentId.New(), 1, title, pages, options, fits)));
}
