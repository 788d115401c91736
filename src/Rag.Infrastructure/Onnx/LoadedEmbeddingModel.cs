using Rag.Application.Retrieval;
using Rag.Infrastructure.Onnx.Tokenizers;

namespace Rag.Infrastructure.Onnx;

/// <summary>A model folder in memory: text in, vector out.</summary>
internal sealed class LoadedEmbeddingModel : IDisposable
{
    private const int SpecialPieces = 2;

    private readonly EmbeddingManifest _manifest;
    private readonly ITextTokenizer _tokenizer;
    private readonly OnnxEncoder _encoder;

    private LoadedEmbeddingModel(EmbeddingManifest manifest, ITextTokenizer tokenizer, OnnxEncoder encoder)
    {
        _manifest = manifest;
        _tokenizer = tokenizer;
        _encoder = encoder;
    }

    private int LongestText => _manifest.MaxTokens - SpecialPieces;

    /// <summary>Checks every file's hash, then reads vocabulary and network beside each other.</summary>
    /// <exception cref="EmbeddingModelException">A file is not what the manifest says.</exception>
    public static async Task<LoadedEmbeddingModel> LoadAsync(EmbeddingModelFolder folder, CancellationToken cancellationToken)
    {
        var reading = Task.Run(() => ReadTokenizer(folder, cancellationToken), cancellationToken);
        var loading = Task.Run(() => LoadEncoder(folder, cancellationToken), cancellationToken);
        try
        {
            await Task.WhenAll(reading, loading);
            var (tokenizer, encoder) = (await reading, await loading);
            encoder.Probe(folder.Manifest.MaxTokens, tokenizer.VocabularySize);
            return new LoadedEmbeddingModel(folder.Manifest, tokenizer, encoder);
        }
        catch
        {
            if (loading.IsCompletedSuccessfully)
            {
                (await loading).Dispose();
            }

            throw;
        }
    }

    /// <summary>Prefix and text as ids, cut to the longest input, between the first and the last special id.</summary>
    public long[] ToPieces(string text, EmbeddingRole role)
    {
        var pieces = _tokenizer.Encode(_manifest.Prefix(role) + text);
        var kept = int.Min(pieces.Count, LongestText);
        var ids = new long[kept + SpecialPieces];
        ids[0] = _manifest.Tokenizer.Cls;
        for (var index = 0; index < kept; index++)
        {
            ids[index + 1] = pieces[index];
        }

        ids[^1] = _manifest.Tokenizer.Sep;
        return ids;
    }

    public float[] Embed(long[] pieces, bool releaseMemory) => _encoder.Encode(pieces, releaseMemory);

    public bool FitsWhole(string passage) => _tokenizer.Encode(_manifest.PassagePrefix + passage).Count <= LongestText;

    public void Dispose() => _encoder.Dispose();

    private static ITextTokenizer ReadTokenizer(EmbeddingModelFolder folder, CancellationToken cancellationToken)
    {
        folder.Verify(folder.TokenizerFile, cancellationToken);
        return TokenizerReader.Read(folder);
    }

    private static OnnxEncoder LoadEncoder(EmbeddingModelFolder folder, CancellationToken cancellationToken)
    {
        foreach (var file in folder.Files.Where(file => file != folder.TokenizerFile))
        {
            folder.Verify(file, cancellationToken);
        }

        return OnnxEncoder.Load(folder.OnnxFile, folder.Manifest.Dimension);
    }
}
