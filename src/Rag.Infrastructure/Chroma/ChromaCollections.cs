namespace Rag.Infrastructure.Chroma;

/// <summary>
/// The two collections that take turns: CHROMA_COLLECTION and the one of the same name with "_2". A rebuild fills the one that is not in use;
/// one call that changes its metadata makes it the index, and only then is the other one dropped. Where both are still there the higher turn counts.
/// </summary>
internal sealed class ChromaCollections(ChromaClient client, ChromaOptions options)
{
    private readonly string[] _names = [options.Collection, options.Collection + "_2"];

    public async Task<ChromaCollection?> FindCurrentAsync(CancellationToken cancellationToken) =>
        (await FindAllAsync(cancellationToken))
            .Where(collection => !collection.IsDraft && (collection.Model is not null || collection.Name == options.Collection))
            .MaxBy(collection => collection.Turn);

    public async Task<ChromaCollection?> FindDraftAsync(ChromaCollection current, CancellationToken cancellationToken) =>
        await FindAsync(NameBeside(current), cancellationToken) is { IsDraft: true } draft ? draft : null;

    /// <summary>Under the name that is free; where another instance was faster its collection is opened.</summary>
    public async Task<ChromaCollection> CreateCurrentAsync(string model, int dimension, CancellationToken cancellationToken)
    {
        var taken = await FindAllAsync(cancellationToken);
        var name = _names.FirstOrDefault(free => taken.All(collection => collection.Name != free)) ?? options.Collection;
        return await CreateAsync(name, ChromaCollection.MetadataOf(model, dimension, turn: 0, isDraft: false), cancellationToken);
    }

    /// <summary>Empty, in the place of a half-built or left-over one.</summary>
    public async Task<ChromaCollection> CreateDraftAsync(
        ChromaCollection current, string model, int dimension, CancellationToken cancellationToken)
    {
        await DropBesideAsync(current, cancellationToken);
        var metadata = ChromaCollection.MetadataOf(model, dimension, current.Turn + 1, isDraft: true);
        return await CreateAsync(NameBeside(current), metadata, cancellationToken);
    }

    public Task MakeCurrentAsync(ChromaCollection draft, CancellationToken cancellationToken) => client.UpdateAsync(
        draft.Id, new CollectionChange(ChromaCollection.MetadataOf(draft.Model!, draft.Dimension, draft.Turn, isDraft: false)), cancellationToken);

    /// <exception cref="ForeignCollectionException">Somebody else has a collection of this name.</exception>
    public async Task DropBesideAsync(ChromaCollection kept, CancellationToken cancellationToken)
    {
        if (await FindAsync(NameBeside(kept), cancellationToken) is { } other)
        {
            await DropAsync(other.Model is null ? throw new ForeignCollectionException(other.Name) : other, cancellationToken);
        }
    }

    public async Task DropAsync(ChromaCollection collection, CancellationToken cancellationToken)
    {
        try
        {
            await client.DropAsync(collection.Name, cancellationToken);
        }
        catch (ChromaCollectionGoneException)
        {
            // Gone is what it was to be.
        }
    }

    private string NameBeside(ChromaCollection collection) => collection.Name == _names[0] ? _names[1] : _names[0];

    private async Task<List<ChromaCollection>> FindAllAsync(CancellationToken cancellationToken)
    {
        var found = new List<ChromaCollection>();
        foreach (var name in _names)
        {
            if (await FindAsync(name, cancellationToken) is { } collection)
            {
                found.Add(collection);
            }
        }

        return found;
    }

    private async Task<ChromaCollection?> FindAsync(string name, CancellationToken cancellationToken)
    {
        // Asked first: where there is no Chroma server this fails, and "not found" below means the collection.
        var limits = await client.GetLimitsAsync(cancellationToken);
        try
        {
            return ChromaCollection.Of(await client.FindAsync(name, cancellationToken), limits);
        }
        catch (ChromaCollectionGoneException)
        {
            return null;
        }
    }

    private async Task<ChromaCollection> CreateAsync(string name, Dictionary<string, object> metadata, CancellationToken cancellationToken)
    {
        // More neighbours and a wider search than the server's defaults: ranking should be that of an exact scan.
        var wanted = new CollectionConfiguration(new HnswConfiguration(options.Space, EfConstruction: 200, EfSearch: 200, MaxNeighbors: 32));
        var limits = await client.GetLimitsAsync(cancellationToken);
        return ChromaCollection.Of(await client.GetOrCreateAsync(new NewCollection(name, GetOrCreate: true, metadata, wanted), cancellationToken), limits);
    }
}
