using Rag.Api.Pdfs;
using Rag.Application.RagAdmin;

namespace Rag.Api.RagAdmin;

/// <param name="TotalChunks">Chunks of the versions that answer.</param>
/// <param name="CorpusVersion">Grows with every change of the corpus.</param>
/// <param name="Rebuild">The last rebuild of the index since the start; null where there was none.</param>
public sealed record RagStatusResponse(
    IReadOnlyList<DocumentResponse> Pdfs, VectorStoreResponse VectorStore, int TotalDocuments, long TotalChunks, long CorpusVersion,
    RebuildResponse? Rebuild);

/// <param name="Model">The embedding model that the new index belongs to.</param>
/// <param name="Progress">0 to 1; 1 once questions are answered from the new index.</param>
/// <param name="Chunks">Embedded so far.</param>
public sealed record RebuildResponse(
    RebuildStatus Status, string Model, double Progress, long Chunks, DateTimeOffset StartedAt, DateTimeOffset? EndedAt)
{
    public static RebuildResponse Of(RebuildState state) =>
        new(state.Status, state.Model, Math.Round(state.Progress, 3), state.Chunks, state.StartedAt, state.EndedAt);
}

/// <param name="Provider"><c>embedded</c> or <c>chroma</c>.</param>
/// <param name="Model">The embedding model that the vectors were made with.</param>
/// <param name="Size">Bytes on disk, where known.</param>
public sealed record VectorStoreResponse(
    string Provider, string PathOrUrl, bool Exists, string Collection, long Count, int Dimension, string? Model, long? Size);
