namespace Rag.Infrastructure.Onnx.Tokenizers;

/// <summary>Makes the tokenizer that a manifest describes.</summary>
internal static class TokenizerReader
{
    /// <exception cref="EmbeddingModelException">The file is not what the manifest says.</exception>
    public static ITextTokenizer Read(EmbeddingModelFolder folder)
    {
        var manifest = folder.Manifest.Tokenizer;
        try
        {
            ITextTokenizer tokenizer = manifest.Type switch
            {
                TokenizerTypes.WordPiece => new WordPieceTokenizer(
                    File.ReadLines(folder.TokenizerFile),
                    new BertNormalizer(manifest.Lowercase == true, manifest.StripAccents == true),
                    manifest.Unk),
                TokenizerTypes.SentencePieceUnigram => new SentencePieceTokenizer(ReadSentencePiece(folder)),
                _ => throw new InvalidDataException($"No tokenizer of type {manifest.Type} is known."),
            };
            var highest = int.Max(int.Max(manifest.Cls, manifest.Sep), int.Max(manifest.Pad, manifest.Unk));
            return highest < tokenizer.VocabularySize
                ? tokenizer
                : throw new InvalidDataException(
                    $"It has {tokenizer.VocabularySize} pieces, and {EmbeddingManifestReader.FileName} names the id {highest}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new EmbeddingModelException(
                $"{folder.TokenizerFile} is no usable vocabulary of the type {manifest.Type}. {exception.Message} Copy the model folder again.",
                exception);
        }
    }

    private static SentencePieceModel ReadSentencePiece(EmbeddingModelFolder folder)
    {
        var model = SentencePieceModel.Read(File.ReadAllBytes(folder.TokenizerFile));
        return model.UnknownId == folder.Manifest.Tokenizer.Unk
            ? model
            : throw new InvalidDataException(
                $"Its unknown piece has the id {model.UnknownId}, in {EmbeddingManifestReader.FileName} it is {folder.Manifest.Tokenizer.Unk}.");
    }
}
