using Rag.Infrastructure.Onnx.Tokenizers;

namespace Rag.Infrastructure.Onnx;

/// <summary>A model folder in memory: text in, vector out.</summary>
internal sealed class LoadedEmbeddingModel : IDisposable
{
    private readonly OnnxEncoder _encoder;

    private LoadedEmbeddingModel(ModelInput input, OnnxEncoder encoder)
    {
        Input = input;
        _encoder = encoder;
    }

    public ModelInput Input { get; }

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
            return new LoadedEmbeddingModel(new ModelInput(folder.Manifest, tokenizer), encoder);
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

    public float[] Embed(long[] pieces, bool releaseMemory) => _encoder.Encode(pieces, releaseMemory);

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
