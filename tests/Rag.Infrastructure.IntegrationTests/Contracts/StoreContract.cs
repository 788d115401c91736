using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>Opens a store for every test. What is tested of a port is in the class of its name.</summary>
public abstract class StoreContract
{
    protected static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    protected IStoreUnderTest Store { get; private set; } = null!;

    [SetUp]
    public void Open_store() => Store = OpenEmpty();

    [TearDown]
    public async Task Close_store() => await Store.DisposeAsync();

    protected abstract IStoreUnderTest OpenEmpty();

    protected async Task<Document> AddAsync(string name = "tarifas.pdf")
    {
        var document = Document.Receive(FileName.Parse(name).Value, A.File(), Store.Time.GetUtcNow());
        Assert.That(await Store.Documents.SaveAsync(document, default), Is.True);
        return await ReadAsync(document.Id);
    }

    protected async Task<Document> ReadAsync(DocumentId id) =>
        await Store.Documents.FindAsync(id, default) ?? throw new InvalidOperationException("The document is not there.");

    /// <summary>The pending version of the only waiting document becomes visible with these texts as its chunks.</summary>
    protected async Task<Document> ShowAsync(DocumentId id, params string[] texts)
    {
        var job = await Store.Queue.ClaimAsync(Lease, default);
        Assert.That(job?.Document, Is.EqualTo(id));
        await Store.Passages.SaveChunksAsync(Chunks(id, job!.Version, texts), default);
        var document = await ReadAsync(id);
        Assert.That(document.MarkReady(job.Version, 1, texts.Length, Store.Time.GetUtcNow()).IsSuccess, Is.True);
        Assert.That(await Store.Documents.SaveAsync(document, default), Is.True);
        return await ReadAsync(id);
    }

    protected static Chunk[] Chunks(DocumentId id, int version, params string[] texts) =>
        [.. texts.Select((text, index) => A.Chunk(id, index, text, version))];

    protected static string Describe(Document document) =>
        $"{document.Id} {document.Name.Value} {document.Visible} {document.Pending} {document.LastVersion}";

    protected async Task<IReadOnlyList<PassageChange>> ChangesAsync(long after = 0) =>
        await Store.Passages.ReadChangesAsync(after, default).ToListAsync();
}
