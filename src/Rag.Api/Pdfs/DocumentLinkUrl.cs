using Rag.Api.Security;
using Rag.Application.Documents;

namespace Rag.Api.Pdfs;

internal static class DocumentLinkUrl
{
    /// <summary>Absolute, under the scheme and the host by which the client reached us (the forwarded ones behind a trusted proxy).</summary>
    public static string ToUrl(this DocumentLink link, HttpRequest request, bool isDownload = false)
    {
        var action = isDownload ? "download" : "view";
        return $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}/api/v1/pdfs/{action}/"
            + $"{Uri.EscapeDataString(link.FileName)}?{DocumentLinkScheme.Parameter}={link.Token}";
    }
}
