using Rag.Application.Retrieval;
using Rag.Infrastructure.Onnx.Tokenizers;

namespace Rag.Infrastructure.Onnx;

/// <summary>Makes the input of an encoder from a text, as the manifest wants it.</summary>
internal sealed class ModelInput(EmbeddingManifest manifest, ITextTokenizer tokenizer)
{
    private const int SpecialPieces = 2;

    private int LongestText => manifest.MaxTokens - SpecialPieces;

    /// <summary>Prefix and text as ids, cut to the longest input, between the first and the last special id.</summary>
    public long[] ToPieces(string text, EmbeddingRole role)
    {
        var pieces = tokenizer.Encode(manifest.Prefix(role) + text);
        var kept = int.Min(pieces.Count, LongestText);
        var ids = new long[kept + SpecialPieces];
        ids[0] = manifest.Tokenizer.Cls;
        for (var index = 0; index < kept; index++)
        {
            ids[index + 1] = pieces[index];
        }

        ids[^1] = manifest.Tokenizer.Sep;
        return ids;
    }

    public bool FitsWhole(string passage) => tokenizer.Encode(manifest.PassagePrefix + passage).Count <= LongestText;
}
