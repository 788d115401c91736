using System.Security.Cryptography;

namespace Rag.Infrastructure.Onnx;

/// <summary>A folder whose manifest is sound and whose files are there. What is in them is checked by <see cref="Verify"/>.</summary>
internal sealed record EmbeddingModelFolder(string Path, EmbeddingManifest Manifest)
{
    /// <summary>Full paths of all files that the manifest names.</summary>
    public IEnumerable<string> Files => Manifest.Files.Keys.Select(File);

    public string OnnxFile => File(Manifest.Files.Keys.Single(EmbeddingManifestReader.IsOnnx));

    public string TokenizerFile => File(Manifest.Tokenizer.File);

    /// <summary>Finds the folder that the options name. Reads manifests only, so it costs a start nothing.</summary>
    public static EmbeddingModelFolder Find(EmbeddingOptions options)
    {
        var folder = System.IO.Path.IsPathFullyQualified(options.Model) ? Open(options.Model) : FindByName(options);
        return folder.Files.FirstOrDefault(file => !System.IO.File.Exists(file)) is { } missing
            ? throw new EmbeddingModelException($"{missing} is missing. Copy the model folder again, whole.")
            : folder;
    }

    /// <summary>Compares a file with the SHA-256 of the manifest.</summary>
    public void Verify(string file, CancellationToken cancellationToken)
    {
        var expected = Manifest.Files[System.IO.Path.GetFileName(file)];
        try
        {
            using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[256 * 1024];
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }

            var actual = Convert.ToHexString(hash.GetHashAndReset());
            if (!actual.Equals(expected, StringComparison.OrdinalIgnoreCase))
            {
                throw new EmbeddingModelException(
                    $"{file} is damaged or of another version: its SHA-256 is not the one in {EmbeddingManifestReader.FileName}. "
                    + "Copy the model folder again (with Git, check that no filter rewrites the file).");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddingModelException($"{file} cannot be read. Check that it is there and that this user may read it.", exception);
        }
    }

    private static EmbeddingModelFolder Open(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new EmbeddingModelException(
                $"The model folder {path} is not there. Set EMBEDDING_MODEL to the absolute path of a folder with an "
                + $"{EmbeddingManifestReader.FileName}, or to the name of a model that comes with the application.");
        }

        return new EmbeddingModelFolder(path, EmbeddingManifestReader.Read(path));
    }

    private static EmbeddingModelFolder FindByName(EmbeddingOptions options)
    {
        var sound = new List<EmbeddingModelFolder>();
        var faults = new List<EmbeddingModelException>();
        foreach (var path in Candidates(options.ModelsDirectory))
        {
            try
            {
                sound.Add(Open(path));
            }
            catch (EmbeddingModelException exception)
            {
                faults.Add(exception); // Another model's folder may be broken without harm to the one that is wanted.
            }
        }

        var found = sound.Where(folder => folder.Manifest.Name == options.Model).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw NotFound(options, sound, faults),
            _ => throw new EmbeddingModelException(
                $"{found[0].Path} and {found[1].Path} both call themselves {options.Model}. Remove one, or set EMBEDDING_MODEL to a path."),
        };
    }

    private static IEnumerable<string> Candidates(string modelsDirectory)
    {
        if (!Directory.Exists(modelsDirectory))
        {
            throw new EmbeddingModelException($"The folder {modelsDirectory} is missing. Publish the application again with its models folder.");
        }

        return Directory.EnumerateDirectories(modelsDirectory).Order(StringComparer.Ordinal);
    }

    private static EmbeddingModelException NotFound(
        EmbeddingOptions options, List<EmbeddingModelFolder> sound, List<EmbeddingModelException> faults)
    {
        var names = sound.Count == 0 ? "no usable model" : string.Join(", ", sound.Select(folder => folder.Manifest.Name));
        var broken = string.Concat(faults.Select(fault => " " + fault.Message));
        return new EmbeddingModelException(
            $"No folder under {options.ModelsDirectory} has an {EmbeddingManifestReader.FileName} with the name {options.Model}; there is {names}. "
            + $"Set EMBEDDING_MODEL to one of these or to the absolute path of a model folder.{broken}");
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
