namespace Rag.Infrastructure.Lucene;

/// <summary>Another process has the full text open. Nothing is damaged: it can be had when that process has ended.</summary>
public sealed class FullTextInUseException(string path, Exception innerException)
    : IOException($"The full text {path} is open in another process. Give each process a storage directory of its own.", innerException);
