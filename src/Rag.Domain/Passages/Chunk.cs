namespace Rag.Domain.Passages;

/// <summary>A piece of one page, small enough for the embedding model: what retrieval finds and an answer cites.</summary>
public sealed record Chunk
{
    public required ChunkId Id { get; init; }

    /// <summary>1-based.</summary>
    public required int Page { get; init; }

    /// <summary>Where the chunk begins in the page's text, in UTF-16 units.</summary>
    public required int Start { get; init; }

    /// <summary>Where it ends, exclusive.</summary>
    public required int End { get; init; }

    /// <summary>The page's text from <see cref="Start"/> to <see cref="End"/>, as it stands.</summary>
    public required string Text { get; init; }

    /// <summary>The document's title, when it has one; with the heading it is embedded and indexed ahead of the text.</summary>
    public string? Title { get; init; }

    /// <summary>The nearest section heading before the chunk.</summary>
    public string? Heading { get; init; }

    /// <summary>Other pages with nearly the same text, left out as duplicates of this one.</summary>
    public IReadOnlyList<int> OtherPages { get; init; } = [];

    /// <summary>SHA-256 of <see cref="Text"/>, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    public required int Words { get; init; }

    /// <summary>What is embedded and indexed: title and heading, when known, then the text.</summary>
    public string IndexedText => string.Join('\n', new[] { Title, Heading, Text }.Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>A chunk with the name of the document that it stands in.</summary>
public sealed record Passage(Chunk Chunk, string FileName);
