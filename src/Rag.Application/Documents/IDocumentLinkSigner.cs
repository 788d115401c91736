using Rag.Domain.Documents;

namespace Rag.Application.Documents;

/// <summary>Signs and reads the tokens of links that open one document's file. They are no tokens of a session and open nothing else.</summary>
public interface IDocumentLinkSigner
{
    /// <summary>Safe inside a query string as it is.</summary>
    string Sign(DocumentId document, FileName name, DateTimeOffset expiresAt);

    /// <summary>The document that a token of ours for this name opens, whether it is still there or not; null when it is none or has expired.</summary>
    DocumentId? Read(string token, FileName name);
}
