using Rag.Domain.Documents;

namespace Rag.Application.Documents;

/// <summary>What opens the file of one document without signing in, for a short time.</summary>
public sealed record DocumentLink(string FileName, string Token, DateTimeOffset ExpiresAt);

internal sealed class DocumentLinks(IDocumentLinkSigner signer, TimeProvider time)
{
    /// <summary>Enough to open a tab and to read on in it; too short to be worth passing on.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public DocumentLink To(Document document)
    {
        // Whole seconds, so that the client is told the very moment that the token holds.
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
        return new DocumentLink(document.Name.Value, signer.Sign(document.Id, document.Name, expiresAt), expiresAt);
    }
}
