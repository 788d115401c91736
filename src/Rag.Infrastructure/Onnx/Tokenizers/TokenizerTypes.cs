namespace Rag.Infrastructure.Onnx.Tokenizers;

/// <summary>The values of <c>tokenizer.type</c> in a manifest.</summary>
internal static class TokenizerTypes
{
    public const string SentencePieceUnigram = "sentencepiece-unigram";

    public const string WordPiece = "wordpiece";

    public static readonly IReadOnlyList<string> All = [SentencePieceUnigram, WordPiece];
}
