using System.Text;
using System.Text.Json;

namespace Rag.Evaluation;

/// <param name="References">The words of the corpus that answer it.</param>
internal sealed record ChunkingQuestion(string Text, IReadOnlyList<string> References);

/// <summary>Running texts, and questions with the spans that answer them (Smith and Troynikov, "Evaluating Chunking Strategies", 2024).</summary>
/// <param name="Corpora">Text by name.</param>
internal sealed record ChunkingSet(IReadOnlyDictionary<string, string> Corpora, IReadOnlyList<ChunkingQuestion> Questions)
{
    public static ChunkingSet Read(string folder)
    {
        var corpora = Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText, StringComparer.Ordinal);
        var rows = CsvFile.Read(Path.Combine(folder, "questions.csv"));
        return new ChunkingSet(corpora, [.. rows.Select(row => new ChunkingQuestion(row["question"], ReadReferences(row["references"])))]);
    }

    private static List<string> ReadReferences(string json)
    {
        using var references = JsonDocument.Parse(json);
        return [.. references.RootElement.EnumerateArray().Select(reference => reference.GetProperty("content").GetString()!)];
    }
}

/// <summary>Rows of a comma separated file with a header (RFC 4180).</summary>
internal static class CsvFile
{
    public static List<Dictionary<string, string>> Read(string path)
    {
        var rows = Split(File.ReadAllText(path)).Where(row => row.Count > 1).ToList();
        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal))];
    }

    private static IEnumerable<List<string>> Split(string text)
    {
        var (row, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when isQuoted && i + 1 < text.Length && text[i + 1] == '"':
                    cell.Append('"');
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    row.Add(cell.ToString());
                    cell.Clear();
                    break;
                case '\n' when !isQuoted:
                    row.Add(cell.ToString().TrimEnd('\r'));
                    cell.Clear();
                    yield return row;
                    row = [];
                    break;
                case var other:
                    cell.Append(other);
                    break;
            }
        }

        row.Add(cell.ToString());
        yield return row;
    }
}
