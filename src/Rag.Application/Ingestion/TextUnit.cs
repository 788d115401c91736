namespace Rag.Application.Ingestion;

/// <summary>What stands before a unit of text, from the worst place to cut to the best.</summary>
internal enum TextBreak : byte
{
    /// <summary>The middle of a word, or a no-break space.</summary>
    InsideWord,

    /// <summary>The middle of a heading, or between a heading and what it is the heading of.</summary>
    Glued,
    Word,
    Clause,
    Sentence,

    /// <summary>A line break that ends a sentence; one that only wraps a line is a <see cref="Word"/>.</summary>
    Line,
    Paragraph,
    Heading,
}

/// <summary>The smallest piece that chunking moves: a word, or a character of a word that is too long.</summary>
internal readonly record struct TextUnit(int Start, int End, TextBreak Break);
