namespace Rag.Infrastructure.Onnx.Tokenizers;

/// <summary>Cuts a text into pieces of a model's vocabulary. Safe to call from many threads.</summary>
internal interface ITextTokenizer
{
    /// <summary>Number of ids: every id is less.</summary>
    int VocabularySize { get; }

    /// <summary>
    /// The ids of a text of any length and content, without special ones: a text that spells one (<c>[CLS]</c>, <c>&lt;/s&gt;</c>)
    /// is text. A lone surrogate counts as U+FFFD.
    /// </summary>
    List<int> Encode(string text);
}
