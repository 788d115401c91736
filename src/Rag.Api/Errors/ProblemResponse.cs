using System.Text.Json.Serialization;

namespace Rag.Api.Errors;

/// <summary>Every error of this API (RFC 9457).</summary>
/// <param name="Type" example="urn:rag:problem:invalid_credentials">Names the kind of problem; the code as a URI.</param>
/// <param name="Title" example="Unauthorized">The status in words.</param>
/// <param name="Status" example="401">The HTTP status.</param>
/// <param name="Detail" example="E-mail address or password is wrong.">A sentence for people, safe to show.</param>
/// <param name="Code" example="invalid_credentials">Stable and machine-readable.</param>
/// <param name="RequestId" example="0198c2f1-7d3e-7a10-8a52-3f6f0c5f8f11">The request's X-Request-ID, as it stands in the log.</param>
public sealed record ProblemResponse(string Type, string Title, int Status, string Detail, string Code, string RequestId)
{
    /// <summary>The fields at fault; with status 422 only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemField>? Errors { get; init; }
}

/// <summary>One invalid field of the request.</summary>
/// <param name="Loc" example="[&quot;body&quot;, &quot;email&quot;]">The path to it: body, query, path or header, then the names.</param>
/// <param name="Msg" example="Field required.">What would be right.</param>
/// <param name="Type" example="missing">Stable and machine-readable.</param>
public sealed record ProblemField(IReadOnlyList<string> Loc, string Msg, string Type);
