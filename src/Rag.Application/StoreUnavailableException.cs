namespace Rag.Application;

/// <summary>
/// The document store cannot be reached now. Nothing is wrong with what was asked: the same request may succeed in a moment, so
/// callers outside are told to try again and workers do. The message is for the log alone.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception innerException) : Exception(message, innerException);
