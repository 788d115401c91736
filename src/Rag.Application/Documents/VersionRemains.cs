using Rag.Domain.Documents;

namespace Rag.Application.Documents;

/// <summary>A version that has lost its record, by a delete or a replacement, and may still have parts in the stores.</summary>
public sealed record VersionRemains(DocumentId Document, int Version, string FileKey, DateTimeOffset RemovedAt);
