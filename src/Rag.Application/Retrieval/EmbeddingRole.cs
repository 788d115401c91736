using Microsoft.Extensions.AI;

namespace Rag.Application.Retrieval;

/// <summary>What a text is to the model: e5 and its kind embed a question otherwise than a passage.</summary>
public enum EmbeddingRole
{
    Query,
    Passage,
}

/// <summary>Options that name the role. A generator refuses a call without one: a forgotten role would cost quality silently.</summary>
public sealed class RoleEmbeddingOptions : EmbeddingGenerationOptions
{
    public static readonly RoleEmbeddingOptions Query = new(EmbeddingRole.Query);

    public static readonly RoleEmbeddingOptions Passage = new(EmbeddingRole.Passage);

    /// <summary>A passage that more follow at once: a model may keep the memory that it worked in.</summary>
    public static readonly RoleEmbeddingOptions PassageBeforeMore = new(EmbeddingRole.Passage, moreFollow: true);

    private RoleEmbeddingOptions(EmbeddingRole role, bool moreFollow = false) => (Role, MoreFollow) = (role, moreFollow);

    public EmbeddingRole Role { get; }

    public bool MoreFollow { get; }

    // A decorator may clone the options; there is nothing to change in them, so the clone may be the same object.
    public override EmbeddingGenerationOptions Clone() => this;
}
