using Rag.Api.Pdfs;

namespace Rag.Api.RagAdmin;

/// <param name="TotalChunks">Chunks of the versions that answer.</param>
/// <param name="CorpusVersion">Grows with every change of the corpus.</param>
public sealed record RagStatusResponse(
    IReadOnlyList<DocumentResponse> Pdfs, VectorStoreResponse VectorStore, int TotalDocuments, long TotalChunks, long CorpusVersion);

/// <param name="Provider"><c>embedded</c> or <c>chroma</c>.</param>
/// <param name="Model">The embedding model that the vectors were made with.</param>
/// <param name="Size">Bytes on disk, where known.</param>
public sealed record VectorStoreResponse(
    string Provider, string PathOrUrl, bool Exists, string Collection, long Count, int Dimension, string? Model, long? Size);
