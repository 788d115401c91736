namespace Rag.Infrastructure.Lucene.Analysis;

internal enum TermRole
{
    /// <summary>A word, or a part of one.</summary>
    Word,

    /// <summary>The whole of a word whose parts are words too: <c>iso-9001</c>.</summary>
    Whole,

    /// <summary>A piece of a figure: found when it is asked for, never asked for when the figure is.</summary>
    FigurePart,
}

/// <param name="Word">Numbers the words of the text: a whole and its parts share one.</param>
internal readonly record struct AnalyzedTerm(string Stem, int Start, int End, int Word, TermRole Role);
