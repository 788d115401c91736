namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>The stored vectors come from another model than the one in force: cosines between the two would mean nothing.</summary>
public sealed class VectorIndexMismatchException(string storedModel, int storedDimension, string model, int dimension)
    : InvalidOperationException(
        $"The vector index was made with {storedModel} ({storedDimension} dimensions), the embedding model in force is {model} "
        + $"({dimension} dimensions). Name the old model again, or rebuild the index with the new one.")
{
    public string StoredModel { get; } = storedModel;

    public int StoredDimension { get; } = storedDimension;

    public string Model { get; } = model;

    public int Dimension { get; } = dimension;
}
