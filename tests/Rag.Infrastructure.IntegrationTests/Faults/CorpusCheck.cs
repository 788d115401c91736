using System.Security.Cryptography;
using Rag.Application.Documents;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.IntegrationTests.Faults;

/// <summary>Whether all stores tell the same of a document.</summary>
internal static class CorpusCheck
{
    public static async Task IsWholeAsync(CorpusUnderTest corpus, string name, string[] pages, string where) =>
        Assert.That(await IsOneOfAsync(corpus, name, [pages], where), Is.EqualTo(pages), where);

    /// <returns>The pages that the document's visible version is, in every store.</returns>
    public static async Task<string[]> IsOneOfAsync(CorpusUnderTest corpus, string name, string[]?[] states, string where)
    {
        var document = await corpus.FindAsync(name);
        Assert.That(document?.Visible, Is.Not.Null, $"{name} is visible, {where}");
        Assert.That(document!.Pending, Is.Null, $"nothing is pending, {where}");
        var version = document.Visible!;
        var passages = corpus.Get<IPassageRepository>();
        var texts = (await passages.ListPagesAsync(document.Id, version.Number, default)).Select(page => page.Text).ToArray();
        var state = states.FirstOrDefault(pages => pages is not null && pages.SequenceEqual(texts));
        Assert.That(state, Is.Not.Null, $"pages are of one state, {where}: {string.Join(" | ", texts)}");

        var chunks = await passages.ListChunksAsync(document.Id, version.Number, default);
        Assert.That(chunks.Select(chunk => chunk.Text), Is.EqualTo(texts), $"chunks, {where}");
        Assert.That(version.Chunks, Is.EqualTo(chunks.Count), where);
        var vectors = await corpus.Get<IVectorIndex>().FindVectorsAsync([.. chunks.Select(chunk => chunk.Id)], default);
        var model = corpus.Get<IEmbeddingModel>();
        foreach (var chunk in chunks)
        {
            Assert.That(vectors.GetValueOrDefault(chunk.Id).ToArray(),
                Is.EqualTo(TextEmbedder.VectorOf(chunk.IndexedText, model.Name, model.Dimension)), $"vector of {chunk.Text}, {where}");
        }

        await FileIsThereAsync(corpus, version.File, where);
        return state!;
    }

    /// <summary>Every page is found by its own words, and nothing is found that is not among these pages.</summary>
    public static async Task FindsOnlyAsync(CorpusUnderTest corpus, string[] pages, string where)
    {
        foreach (var word in new[] { "antiguo", "nuevo", "ajeno" })
        {
            var expected = pages.Where(page => page.Contains(word, StringComparison.Ordinal)).ToList();
            var found = await corpus.SendAsync(new RetrievePassages($"código {word}", K: 20));
            var texts = found.Value.Candidates.Select(candidate => candidate.Passage.Chunk.Text).ToList();
            Assert.That(texts, Is.SubsetOf(pages), where);
            Assert.That(texts.Where(text => text.Contains(word, StringComparison.Ordinal)), Is.EquivalentTo(expected), where);
        }
    }

    private static async Task FileIsThereAsync(CorpusUnderTest corpus, StoredFile file, string where)
    {
        await using var content = await corpus.Get<IDocumentFileStore>().OpenAsync(file.Key, default);
        Assert.That(content, Is.Not.Null, $"the file, {where}");
        Assert.That(Convert.ToHexStringLower(await SHA256.HashDataAsync(content!)), Is.EqualTo(file.ContentHash), where);
    }
}
