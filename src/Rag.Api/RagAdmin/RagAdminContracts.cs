using System.Text.Json.Serialization;
using Rag.Api.Errors;
using Rag.Application.RagAdmin;

namespace Rag.Api.RagAdmin;

/// <param name="Filename" example="tarifas.pdf">As it was uploaded, without regard to case.</param>
/// <param name="ForceUpdate">False: only a document that failed is tried again.</param>
public sealed record ReindexRequest(string Filename, bool ForceUpdate = true);

/// <param name="Status">Always <c>success</c>.</param>
/// <param name="RemainingPdfs" example="0">Documents that are there all the same.</param>
/// <param name="VectorStoreSize" example="0">Vectors that are there all the same.</param>
/// <param name="Warning">What is left; absent when nothing is.</param>
public sealed record ClearedResponse(
    string Status,
    string Message,
    int RemainingPdfs,
    long VectorStoreSize,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Warning)
{
    internal static ClearedResponse Of(ClearedCorpus cleared, Wording wording) => new(
        "success", wording.Say(Confirmations.Cleared(cleared.Removed)), cleared.Remaining.Count, cleared.Vectors, WarningOf(cleared, wording));

    private static string? WarningOf(ClearedCorpus cleared, Wording wording)
    {
        var names = string.Join(", ", cleared.Remaining);
        return (cleared.Remaining.Count, cleared.Vectors) switch
        {
            (0, 0) => null,
            (0, var vectors) => wording.Say(Confirmations.VectorsLeft(vectors)),
            (_, 0) => wording.Say(Confirmations.DocumentsLeft(names)),
            (_, var vectors) => wording.Say(Confirmations.DocumentsAndVectorsLeft(names, vectors)),
        };
    }
}
