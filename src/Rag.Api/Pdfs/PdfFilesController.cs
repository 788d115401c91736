using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Rag.Api.Docs;
using Rag.Api.Errors;
using Rag.Api.Security;
using Rag.Application.Documents;

namespace Rag.Api.Pdfs;

/// <summary>The files themselves: for admins, and for whoever has a signed link to one of them.</summary>
[ApiController]
[Route("api/v1/pdfs")]
[Authorize(Policy = Access.AdminOrLink)]
[Tags("PDFs")]
public sealed class PdfFilesController(IMediator mediator) : ControllerBase
{
    /// <summary>The file, to be saved.</summary>
    /// <remarks>Instead of signing in, <c>?token=</c> of <c>POST /pdfs/link/{filename}</c> opens it.</remarks>
    /// <param name="filename">As it was uploaded, without regard to case.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpGet("download/{filename}")]
    [RequestHeader("Range", "A part of the file only, such as bytes=0-1023; the answer is 206.")]
    [RequestHeader("If-None-Match", "An ETag: 304 without the file while it is the same.")]
    [ResponseHeader("ETag", "Of the file's bytes.")]
    [ResponseHeader("Content-Disposition", "The file's name (RFC 6266).")]
    [Produces("application/pdf")]
    [ProducesResponseType<FileStreamResult>(StatusCodes.Status200OK)]
    [Problems(404)]
    public Task<IActionResult> Download(string filename, CancellationToken cancellationToken) => SendAsync(filename, "attachment", cancellationToken);

    /// <summary>The file, to be looked at in the browser.</summary>
    /// <remarks>Instead of signing in, <c>?token=</c> of <c>POST /pdfs/link/{filename}</c> opens it.</remarks>
    /// <param name="filename">As it was uploaded, without regard to case.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpGet("view/{filename}")]
    [RequestHeader("Range", "A part of the file only, such as bytes=0-1023; the answer is 206.")]
    [RequestHeader("If-None-Match", "An ETag: 304 without the file while it is the same.")]
    [ResponseHeader("ETag", "Of the file's bytes.")]
    [ResponseHeader("Content-Disposition", "The file's name (RFC 6266).")]
    [Produces("application/pdf")]
    [ProducesResponseType<FileStreamResult>(StatusCodes.Status200OK)]
    [Problems(404)]
    public Task<IActionResult> View(string filename, CancellationToken cancellationToken) => SendAsync(filename, "inline", cancellationToken);

    private async Task<IActionResult> SendAsync(string filename, string disposition, CancellationToken cancellationToken)
    {
        var linked = User.IsAdmin() ? null : User.LinkedDocument();
        var result = await mediator.Send(new OpenDocumentFile(filename, linked), cancellationToken);
        return result.ToActionResult(file => Send(file, disposition));
    }

    private FileStreamResult Send(DocumentFile file, string disposition)
    {
        var header = new ContentDispositionHeaderValue(disposition);
        header.SetHttpFileName(file.FileName);
        Response.Headers.ContentDisposition = header.ToString();
        Response.Headers.XContentTypeOptions = "nosniff";
        Response.Headers.CacheControl = "private, no-cache";

        // A link inside the PDF must not tell its target the address, which is a key.
        Response.Headers["Referrer-Policy"] = "no-referrer";
        return new FileStreamResult(file.Content, "application/pdf")
        {
            EnableRangeProcessing = true,
            EntityTag = new EntityTagHeaderValue($"\"{file.ContentHash}\""),
            LastModified = file.LastModified,
        };
    }
}
