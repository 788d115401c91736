using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Infrastructure.Lucene;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Lucene;

/// <summary>A full text in a folder of its own, over passages in memory.</summary>
internal sealed class FullText : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FullText(params string[] texts)
    {
        Index = Open();
        Add(texts);
    }

    public DocumentId Document { get; } = DocumentId.New();

    public InMemoryPassages Passages { get; private set; } = new();

    public LuceneLexicalIndex Index { get; private set; }

    public string IndexFolder => _folder.File("full_text");

    /// <summary>Stores a chunk for each text, numbered on from the last one, without telling the index.</summary>
    public void Add(params string[] texts) => Add(Document, version: 1, texts);

    public void Add(DocumentId document, int version, params string[] texts) =>
        Store([.. texts.Select((text, i) => A.Chunk(document, i, text, version))]);

    public void Store(params Chunk[] chunks) => Passages.Save(chunks);

    public Task CatchUpAsync() => Index.CatchUpAsync(CancellationToken.None);

    /// <summary>Catches up and searches, as retrieval does.</summary>
    public async Task<IReadOnlyList<LexicalHit>> SearchAsync(string question, int count = 10, DocumentId? onlyIn = null)
    {
        await CatchUpAsync();
        return await Index.SearchAsync(question, count, onlyIn, CancellationToken.None);
    }

    public async Task<int[]> FindAsync(string question) => [.. (await SearchAsync(question)).Select(hit => hit.Id.Index)];

    /// <summary>What a new process would have, with <paramref name="meanwhile"/> in between.</summary>
    public void Reopen(Action? meanwhile = null)
    {
        Index.Dispose();
        meanwhile?.Invoke();
        Index = Open();
    }

    public void LosePassages() => Reopen(() => Passages = new InMemoryPassages());

    public LuceneLexicalIndex Open() =>
        new(Options.Create(new StorageOptions { Directory = _folder.Path }), Passages, NullLogger<LuceneLexicalIndex>.Instance);

    public void Dispose()
    {
        Index.Dispose();
        _folder.Dispose();
    }
}
