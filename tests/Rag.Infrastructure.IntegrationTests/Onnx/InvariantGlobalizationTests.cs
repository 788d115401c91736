using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Onnx;
using Rag.Infrastructure.Onnx.Tokenizers;

namespace Rag.Infrastructure.IntegrationTests.Onnx;

/// <summary>Containers often run without ICU, where .NET neither decomposes nor lower-cases as elsewhere. A setting of a whole process.</summary>
internal sealed class InvariantGlobalizationTests
{
    [TestCase(ModelFolders.MiniLm)]
    [TestCase(ModelFolders.E5)]
    public async Task Gives_the_reference_ids_without_icu(string name)
    {
        var golden = ModelFolders.Golden(name);

        var ids = await PiecesWithoutIcuAsync(name, golden.Select(text => (text.EmbeddingRole, text.Text)));

        var different = golden.Where((text, index) => ids[index] != string.Join(' ', text.Ids)).Select(text => text.Id);
        Assert.That(golden, Has.Count.EqualTo(194));
        Assert.That(different, Is.Empty);
    }

    [Test]
    public async Task Word_pieces_are_the_same_with_and_without_icu_for_every_character()
    {
        var folder = ModelFolders.Open(ModelFolders.Path(ModelFolders.MiniLm));
        var input = new ModelInput(folder.Manifest, TokenizerReader.Read(folder));
        var texts = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Chunk(64)
            .Select(chunk => string.Concat(chunk.Select(codePoint => $"a{new Rune(codePoint)} "))).ToList();

        var ids = await PiecesWithoutIcuAsync(ModelFolders.MiniLm, texts.Select(text => (EmbeddingRole.Passage, text)));

        var different = texts.Where((text, index) => ids[index] != string.Join(' ', input.ToPieces(text, EmbeddingRole.Passage)));
        Assert.That(different, Is.Empty);
    }

    private static async Task<List<string>> PiecesWithoutIcuAsync(string name, IEnumerable<(EmbeddingRole Role, string Text)> texts)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(TestProgram).Assembly.Location, "pieces", ModelFolders.Path(name)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        };
        using var child = Process.Start(start)!;
        var reading = child.StandardOutput.ReadToEndAsync();
        foreach (var (role, text) in texts)
        {
            await child.StandardInput.WriteLineAsync($"{role} {JsonSerializer.Serialize(text)}");
        }

        child.StandardInput.Close();
        var lines = (await reading).TrimEnd().Split(Environment.NewLine);
        await child.WaitForExitAsync();
        Assert.That((child.ExitCode, lines[0]), Is.EqualTo((0, TestProgram.Invariant)));
        return [.. lines.Skip(1)];
    }
}
