using System.Text.Json.Serialization;
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
    public static ClearedResponse Of(ClearedCorpus cleared) => new(
        "success", $"{cleared.Removed} documents were removed.", cleared.Remaining.Count, cleared.Vectors, WarningOf(cleared));

    private static string? WarningOf(ClearedCorpus cleared)
    {
        string[] left =
        [
            .. cleared.Remaining.Count > 0 ? [$"documents: {string.Join(", ", cleared.Remaining)}"] : Array.Empty<string>(),
            .. cleared.Vectors > 0 ? [$"{cleared.Vectors} vectors"] : Array.Empty<string>(),
        ];
        return left.Length == 0
            ? null
            : $"Left are {string.Join(" and ", left)}. Something was uploaded or being processed at the same time; clear again in a moment.";
    }
}
