using Rag.Application;

namespace Rag.Infrastructure.Onnx;

/// <summary>A model folder that cannot be used. The message is one sentence or two for people: which file, and what to do.</summary>
public sealed class EmbeddingModelException : StartupException
{
    public EmbeddingModelException(string message)
        : base(message)
    {
    }

    public EmbeddingModelException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
