using Rag.Application;

namespace Rag.Infrastructure;

/// <summary>
/// What is kept on this machine cannot be used. The message names the path and the remedy; the process ends on it with status 78.
/// </summary>
public sealed class StorageUnusableException : StartupException
{
    public StorageUnusableException(string message)
        : base(message)
    {
    }

    public StorageUnusableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
