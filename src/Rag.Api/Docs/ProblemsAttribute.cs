namespace Rag.Api.Docs;

/// <summary>
/// The problems that an action can answer beyond those that follow from its shape (400 and 422 with input, 401 and 403 with access
/// rules, 500 always), for the OpenAPI document.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProblemsAttribute(params int[] statuses) : Attribute
{
    public IReadOnlyList<int> Statuses { get; } = statuses;
}
