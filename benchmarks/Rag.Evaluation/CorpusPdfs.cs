using System.Globalization;
using Rag.Testing;

namespace Rag.Evaluation;

/// <param name="FileName">Says nothing of the contents: a title would answer questions that the passages do not.</param>
internal sealed record CorpusPdf(string FileName, byte[] Content);

/// <summary>Where a passage stands in the corpus.</summary>
internal readonly record struct PageAddress(string FileName, int Page);

/// <summary>Texts as real PDFs.</summary>
internal static class CorpusPdfs
{
    // About a printed page.
    private const int PageLength = 2500;

    /// <summary>A page a passage, a file an article.</summary>
    public static List<CorpusPdf> Of(SquadFile squad) =>
    [
        .. squad.Passages.GroupBy(passage => passage.Article)
            .Select(article => new CorpusPdf(NameOf(article.Key), SamplePdf.WithPages([.. article.Select(passage => passage.Text)]))),
    ];

    /// <summary>The page of each passage, by the passage's index.</summary>
    public static Dictionary<int, PageAddress> AddressesOf(SquadFile squad) =>
        squad.Passages.GroupBy(passage => passage.Article)
            .SelectMany(article => article.Select((passage, i) => (passage.Index, Address: new PageAddress(NameOf(article.Key), i + 1))))
            .ToDictionary(passage => passage.Index, passage => passage.Address);

    /// <summary>Running texts over as many pages as they need, broken between lines or words.</summary>
    public static List<CorpusPdf> Of(ChunkingSet set) =>
        [.. set.Corpora.Select((corpus, i) => new CorpusPdf(NameOf(i), SamplePdf.WithPages([.. Pages(corpus.Value)])))];

    private static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"corpus-{index + 1:00}.pdf");

    private static IEnumerable<string> Pages(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + PageLength);
            if (end < text.Length)
            {
                var line = text.LastIndexOf('\n', end - 1, PageLength / 4);
                var word = text.LastIndexOf(' ', end - 1, PageLength / 4);
                end = line > 0 ? line + 1 : word > 0 ? word + 1 : end;
            }

            if (!string.IsNullOrWhiteSpace(text[start..end]))
            {
                yield return text[start..end];
            }

            start = end;
        }
    }
}
