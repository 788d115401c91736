using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Rag.Infrastructure.Onnx;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Onnx;

/// <summary>What only the content of the files shows.</summary>
internal sealed class LoadedEmbeddingModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("vocab.txt")]
    [TestCase("model.onnx")]
    public void A_changed_file_is_refused(string file)
    {
        ModelFolders.Copy(ModelFolders.MiniLm, _folder, _ => { });
        var content = File.ReadAllBytes(_folder.File(file));
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(_folder.File(file), content);

        Assert.That(LoadAsync, ModelFolders.Refused(_folder.File(file)));
    }

    [Test]
    public void A_file_that_is_no_onnx_model_is_refused()
    {
        ModelFolders.Copy(ModelFolders.MiniLm, _folder, _ => { });
        Replace("model.onnx", "not a network"u8.ToArray());

        Assert.That(LoadAsync, ModelFolders.Refused(_folder.File("model.onnx")));
    }

    [Test]
    public void A_network_with_other_inputs_is_refused()
    {
        ModelFolders.Copy(ModelFolders.MiniLm, _folder, _ => { });
        Replace("model.onnx", OnnxFiles.Identity("pixels"));

        Assert.That(LoadAsync, ModelFolders.Refused(_folder.File("model.onnx"), "pixels", "attention_mask"));
    }

    [Test]
    public void A_network_of_another_dimension_is_refused()
    {
        ModelFolders.Copy(ModelFolders.MiniLm, _folder, manifest => manifest["dimension"] = 512);

        Assert.That(LoadAsync, ModelFolders.Refused(_folder.File("model.onnx"), "384", "512"));
    }

    [Test]
    public void A_longest_input_that_the_network_does_not_take_is_refused()
    {
        ModelFolders.Copy(ModelFolders.MiniLm, _folder, manifest => manifest["max_tokens"] = 513);

        Assert.That(LoadAsync, ModelFolders.Refused(_folder.File("model.onnx"), "513"));
    }

    [Test]
    public void A_vocabulary_larger_than_the_network_is_refused()
    {
        ModelFolders.Copy(ModelFolders.MiniLm, _folder, _ => { });
        Replace("vocab.txt", [.. File.ReadAllBytes(_folder.File("vocab.txt")), .. "onemore\n"u8]);

        Assert.That(LoadAsync, ModelFolders.Refused(_folder.File("model.onnx"), "30523"));
    }

    [Test]
    public void A_special_id_beyond_the_vocabulary_is_refused()
    {
        ModelFolders.Copy(ModelFolders.MiniLm, _folder, manifest => manifest["tokenizer"]!["sep"] = 30_522);

        Assert.That(LoadAsync, ModelFolders.Refused(_folder.File("vocab.txt"), "30522"));
    }

    [Test]
    public void A_vocabulary_of_another_type_is_refused()
    {
        ModelFolders.Copy(ModelFolders.MiniLm, _folder, manifest => manifest["tokenizer"]!["type"] = "sentencepiece-unigram");

        Assert.That(LoadAsync, ModelFolders.Refused(_folder.File("vocab.txt"), "sentencepiece-unigram"));
    }

    [Test]
    public async Task Whoever_waits_for_a_model_that_cannot_be_loaded_gets_the_reason()
    {
        ModelFolders.Copy(ModelFolders.MiniLm, _folder, manifest => manifest["dimension"] = 512);
        using var model = new OnnxEmbeddingModel(ModelFolders.Open(_folder.Path), new PassageWorkers(1));
        var waiting = model.WhenLoadedAsync(CancellationToken.None);

        Assert.That(() => model.LoadAsync(CancellationToken.None), ModelFolders.Refused("512"));

        Assert.That(async () => await waiting, ModelFolders.Refused("512"));
        Assert.That(model.IsLoaded, Is.False);
    }

    private async Task LoadAsync()
    {
        using var model = await LoadedEmbeddingModel.LoadAsync(ModelFolders.Open(_folder.Path), CancellationToken.None);
    }

    /// <summary>Replaces a file and its hash.</summary>
    private void Replace(string file, byte[] content)
    {
        File.WriteAllBytes(_folder.File(file), content);
        ModelFolders.ChangeManifest(_folder.Path, manifest => manifest["files"]![file] = JsonValue.Create(Convert.ToHexString(SHA256.HashData(content))));
    }
}
