namespace Rag.Infrastructure;

/// <summary>A copy on this machine of what the document store holds, made for searching; it can be thrown away and made again.</summary>
internal interface IProjection
{
    /// <summary>Applies what has changed in the store since the last call; cheap when nothing has.</summary>
    Task CatchUpAsync(CancellationToken cancellationToken);
}
