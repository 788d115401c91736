namespace Rag.Application.Consistency;

/// <summary>A file under a name that somebody else gave it.</summary>
public sealed record FoundFile(string Name, long Size, DateTimeOffset WrittenAt);

/// <summary>
/// PDF files in the folder of the stored ones that are not ours: of an old backend, or copied there by hand. The folder itself only.
/// </summary>
public interface IFoundFiles
{
    /// <summary>By name.</summary>
    Task<IReadOnlyList<FoundFile>> ListAsync(CancellationToken cancellationToken);

    /// <summary>A seekable stream; null when it is no longer there or cannot be read.</summary>
    Task<Stream?> OpenAsync(FoundFile file, CancellationToken cancellationToken);

    /// <summary>Removes it where nobody has written to it since it was listed.</summary>
    /// <returns>False: it was changed, or may not be removed.</returns>
    Task<bool> RemoveAsync(FoundFile file, CancellationToken cancellationToken);
}
