using System.Text;
using Rag.Application.Ingestion;
using Rag.Testing;

namespace Rag.Benchmarks;

/// <summary>A PDF of pages of 2,000 characters in sentences of the sample manual's words: no two are alike, so nothing is left out as a duplicate.</summary>
internal static class Book
{
    private const int PageLength = 2000;

    /// <param name="words">Words in two languages; see <see cref="ReadWordsAsync"/>.</param>
    public static byte[] Write(IReadOnlyList<string> words, int pages, int seed)
    {
        var random = new Random(seed);
        return SamplePdf.WithPages([.. Enumerable.Range(0, pages).Select(_ => Page(words, random))]);
    }

    /// <summary>The words of the sample manual's running text, so that a text of them has as many pieces (tokens) as a real one.</summary>
    public static async Task<IReadOnlyList<string>> ReadWordsAsync(IPdfTextExtractor extractor)
    {
        var manual = await extractor.ExtractAsync(new MemoryStream(SamplePdf.Manual()), new Progress<PageRead>(), CancellationToken.None);
        return [.. PageTextBuilder.Build(manual.Value).SelectMany(page => page.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word.Trim('.', ',', ';', ':', '¿', '?')).Where(word => word.Length > 0 && word.All(char.IsLetter))];
    }

    private static string Page(IReadOnlyList<string> words, Random random)
    {
        var text = new StringBuilder();
        while (text.Length < PageLength)
        {
            var sentence = string.Join(' ', Enumerable.Range(0, random.Next(8, 25)).Select(_ => words[random.Next(words.Count)].ToLowerInvariant()));
            text.Append(char.ToUpperInvariant(sentence[0])).Append(sentence.AsSpan(1)).Append(random.Next(4) == 0 ? ".\n\n" : ". ");
        }

        return text.ToString(0, PageLength).Trim();
    }
}
