namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>The vector file cannot be read, and reading it again will not help.</summary>
public sealed class VectorFileDamagedException(string path, string reason, Exception? innerException = null)
    : Exception(
        $"The vector file {path} cannot be used: {reason}. It holds nothing that cannot be made again from the stored passages: "
        + "stop the application, delete the file and rebuild the index.",
        innerException)
{
    public string Path { get; } = path;
}
