using System.Security.Cryptography;
using System.Text;
using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Application.Ingestion;

/// <summary>
/// Splits a document into chunks: by section, then paragraph, line, sentence, clause, word, and inside a word only when the word
/// alone is too long. A chunk never crosses a page, never exceeds <see cref="ChunkingOptions.Size"/> nor the model's window, and is the
/// page's text from its start to its end. The same input always gives the same chunks; time is linear.
/// </summary>
internal static class Chunker
{
    /// <param name="fitsWhole">Whether the model reads a text whole; asked with title and heading ahead of the text.</param>
    /// <returns>Chunks in reading order without near-duplicates, numbered from 0.</returns>
    public static IReadOnlyList<Chunk> Split(
        DocumentId document, int version, string? title, IReadOnlyList<ExtractedPage> pages, ChunkingOptions options, Func<string, bool> fitsWhole)
    {
        var pieces = Cut(title, pages, options, fitsWhole);
        var kept = NearDuplicates.Remove(pieces, options.DuplicateThreshold);
        return [.. kept.Select((piece, index) => ToChunk(new ChunkId(document, version, index), piece))];
    }

    /// <summary>The pieces of all pages, near-duplicates included: together they hold everything that is not white space.</summary>
    public static IReadOnlyList<ChunkPiece> Cut(
        string? title, IReadOnlyList<ExtractedPage> pages, ChunkingOptions options, Func<string, bool> fitsWhole)
    {
        var shortTitle = string.IsNullOrWhiteSpace(title) ? null : HeadingPath.Shorten(title);
        var prefixes = new ChunkPrefixes(shortTitle, fitsWhole);
        var path = new HeadingPath();
        var prefix = prefixes.For(null, null);
        var pieces = new List<ChunkPiece>();
        foreach (var page in pages)
        {
            var headings = PageHeadings.Read(page, path, prefix, prefixes, shortTitle);
            var units = TextUnits.Read(page.Text, headings.Spans, Math.Max(1, options.Size));
            var cutter = new PageCutter(units, options, span => fitsWhole(headings.At(span.Start).Before(page.Text.AsSpan(span.Start, span.Length))));
            pieces.AddRange(cutter.Cut().Select(span => new ChunkPiece(page.Number, span, span.Of(page.Text), headings.At(span.Start))));
            prefix = headings.Last;
        }

        return pieces;
    }

    private static Chunk ToChunk(ChunkId id, ChunkPiece piece) => new()
    {
        Id = id,
        Page = piece.Page,
        Start = piece.Span.Start,
        End = piece.Span.End,
        Text = piece.Text,
        Title = piece.Prefix.Title,
        Heading = piece.Prefix.Heading,
        OtherPages = piece.OtherPages,
        ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(piece.Text))),
        Words = CountWords(piece.Text),
    };

    private static int CountWords(string text)
    {
        var words = 0;
        for (var i = 0; i < text.Length; i++)
        {
            words += !char.IsWhiteSpace(text[i]) && (i == 0 || char.IsWhiteSpace(text[i - 1])) ? 1 : 0;
        }

        return words;
    }
}

/// <summary>A chunk before it has its number.</summary>
internal sealed record ChunkPiece(int Page, TextSpan Span, string Text, ChunkPrefix Prefix)
{
    public IReadOnlyList<int> OtherPages { get; init; } = [];
}
