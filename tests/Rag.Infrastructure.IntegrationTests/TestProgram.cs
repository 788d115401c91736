using System.Globalization;
using System.Text.Json;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Onnx;
using Rag.Infrastructure.Onnx.Tokenizers;

namespace Rag.Infrastructure.IntegrationTests;

/// <summary>The entry point of this assembly, for tests that need a process of their own with other settings.</summary>
internal static class TestProgram
{
    public const string Invariant = "invariant";

    /// <summary>
    /// <c>pieces FOLDER</c>: the first line says whether globalization is invariant, then comes a line of ids for every line of the
    /// standard input: a role, a space and a text as JSON.
    /// </summary>
    private static int Main(string[] args)
    {
        if (args is not ["pieces", var path])
        {
            return 64;
        }

        var folder = EmbeddingModelFolder.Find(new EmbeddingOptions { Model = path });
        var input = new ModelInput(folder.Manifest, TokenizerReader.Read(folder));
        Console.WriteLine(IsInvariant() ? Invariant : "icu");
        while (Console.In.ReadLine() is { } line)
        {
            var parts = line.Split(' ', 2);
            var pieces = input.ToPieces(JsonSerializer.Deserialize<string>(parts[1])!, Enum.Parse<EmbeddingRole>(parts[0]));
            Console.WriteLine(string.Join(' ', pieces));
        }

        return 0;
    }

    private static bool IsInvariant()
    {
        try
        {
            return CultureInfo.GetCultureInfo("es-ES").Equals(CultureInfo.InvariantCulture);
        }
        catch (CultureNotFoundException)
        {
            return true;
        }
    }
}
