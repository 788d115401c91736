using Rag.Domain.Documents;

namespace Rag.Application.Documents;

/// <summary>One thing that whoever watches the documents is told.</summary>
/// <param name="Number">Grows; whoever names it later is told what came after it.</param>
public abstract record DocumentEvent(long Number)
{
    /// <summary>All documents as they are: in place of whatever was known before.</summary>
    public sealed record Snapshot(long Number, IReadOnlyList<Document> Documents) : DocumentEvent(Number);

    /// <summary>A document that is new or has another state now.</summary>
    public sealed record Changed(long Number, Document Document) : DocumentEvent(Number);

    public sealed record Deleted(long Number, DocumentId Document, FileName Name) : DocumentEvent(Number);
}
