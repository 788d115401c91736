using Rag.Application.Documents;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;

namespace Rag.Application.Chat;

/// <summary>Which documents among the sources of messages have been deleted since.</summary>
internal sealed class RemovedDocuments(IDocumentRepository documents)
{
    public async Task<IReadOnlySet<DocumentId>> FindAsync(IEnumerable<Message> messages, CancellationToken cancellationToken)
    {
        var removed = new HashSet<DocumentId>();
        foreach (var document in messages.SelectMany(message => message.Sources).Select(source => source.DocumentId).Distinct())
        {
            if (await documents.FindAsync(document, cancellationToken) is null)
            {
                removed.Add(document);
            }
        }

        return removed;
    }
}
