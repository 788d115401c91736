using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Docs;
using Rag.Api.Errors;
using Rag.Api.RateLimits;
using Rag.Api.Security;
using Rag.Application.Documents;

namespace Rag.Api.Pdfs;

/// <summary>The documents that answers stand on.</summary>
[ApiController]
[Route("api/v1/pdfs")]
[Authorize(Policy = Access.Admin)]
[Tags("PDFs")]
public sealed class PdfsController(IMediator mediator) : ControllerBase
{
    /// <summary>Receives a PDF; it is read and indexed in the background.</summary>
    /// <remarks>
    /// Another file under a known name replaces it: the old version keeps answering until the new one is ready. The same bytes under
    /// the same name are no new work.
    /// </remarks>
    /// <response code="200">These bytes are there already; nothing is to be done.</response>
    /// <response code="202">Stored and queued. Ask <c>/pdfs/status/{filename}</c> how far it is.</response>
    /// <response code="400">Not a PDF, or the upload was cut off.</response>
    /// <response code="413">Larger than <c>MAX_FILE_SIZE_MB</c>.</response>
    /// <response code="422">No file, or a name that cannot be one.</response>
    /// <response code="503">Too many documents wait; see <c>Retry-After</c>.</response>
    [HttpPost("upload")]
    [CountedAs(RouteClass.Upload)]
    [PdfUpload]
    [ProducesResponseType<UploadResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<UploadResponse>(StatusCodes.Status202Accepted)]
    [Problems(400, 413, 422, 503)]
    public async Task<IActionResult> Upload(CancellationToken cancellationToken)
    {
        var file = await MultipartPdf.FindAsync(Request, cancellationToken);
        if (!file.IsSuccess)
        {
            return file.Error.ToActionResult();
        }

        var result = await mediator.Send(new UploadDocument(file.Value.FileName, file.Value.Content), cancellationToken);
        return result.ToActionResult(uploaded => StatusCode(uploaded.IsQueued ? 202 : 200, ToResponse(uploaded)));
    }

    /// <summary>All documents, by name.</summary>
    [HttpGet("")]
    [HttpGet("list")]
    [ProducesResponseType<DocumentListResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new ListDocuments(), cancellationToken);
        return result.ToActionResult(documents => Ok(new DocumentListResponse([.. documents.Select(document => document.ToResponse(Wording.For(Request)))])));
    }

    /// <summary>One document, how far it is, and what was found out about its pages.</summary>
    /// <param name="filename">As it was uploaded, without regard to case.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpGet("status/{filename}")]
    [ProducesResponseType<DocumentResponse>(StatusCodes.Status200OK)]
    [Problems(404)]
    public async Task<IActionResult> Status(string filename, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new ExamineDocument(filename), cancellationToken);
        return result.ToActionResult(examined => Ok(examined.ToResponse(Wording.For(Request))));
    }

    /// <summary>What happens to the documents, as a stream of server-sent events.</summary>
    /// <remarks>
    /// It begins with <c>snapshot</c>, all documents as <c>GET /pdfs</c> lists them; what was known before no longer counts. Then come
    /// <c>document</c>, one document in its latest state (progress too, once a second), and <c>deleted</c>. Each has an <c>id</c>:
    /// sent as <c>Last-Event-ID</c> when connecting again, the stream goes on after it, without a snapshot unless too much has
    /// happened or the server was restarted. The stream ends when the access token expires or the right to it is taken away, and
    /// when the server stops: connect again. A comment comes every 15 seconds of silence.
    /// </remarks>
    /// <response code="503">Too many streams are open; see <c>Retry-After</c>.</response>
    [HttpGet("events")]
    [RequestHeader("Last-Event-ID", "The id of the last event that was read: the stream goes on after it.")]
    [ProducesResponseType<string>(StatusCodes.Status200OK, "text/event-stream")]
    [Problems(503)]
    public async Task<ActionResult> Events(CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new FollowDocuments(DocumentEventsResult.LastEventId(Request)), cancellationToken);
        return result.ToActionResult(watched => new DocumentEventsResult(watched));
    }

    /// <summary>Removes a document: from answers at once, then from every store.</summary>
    /// <param name="filename">As it was uploaded, without regard to case.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpDelete("{filename}")]
    [ProducesResponseType<DeletedResponse>(StatusCodes.Status200OK)]
    [Problems(404, 409)]
    public async Task<IActionResult> Delete(string filename, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new DeleteDocument(filename), cancellationToken);
        return result.ToActionResult(() => Ok(new DeletedResponse("success", Wording.For(Request).Say(Confirmations.Deleted(filename)))));
    }

    /// <summary>A link that opens the file for 10 minutes without signing in, for a browser tab.</summary>
    /// <remarks>It opens this document and nothing else, and not another one that takes its name later.</remarks>
    /// <param name="filename">As it was uploaded, without regard to case.</param>
    /// <param name="download">The link saves the file instead of showing it.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpPost("link/{filename}")]
    [ProducesResponseType<DocumentLinkResponse>(StatusCodes.Status200OK)]
    [Problems(404)]
    public async Task<IActionResult> Link(string filename, bool download = false, CancellationToken cancellationToken = default)
    {
        var result = await mediator.Send(new LinkToDocument(filename), cancellationToken);
        return result.ToActionResult(link =>
        {
            Response.Headers.CacheControl = "no-store";
            return Ok(new DocumentLinkResponse(link.ToUrl(Request, download), link.ExpiresAt));
        });
    }

    private UploadResponse ToResponse(UploadedDocument uploaded)
    {
        var name = uploaded.Document.Name.Value;
        var wording = Wording.For(Request);
        var message = wording.Say(uploaded.IsQueued ? Confirmations.Uploaded(name) : Confirmations.KnownAlready(name));
        return new UploadResponse("success", message, name, uploaded.Document.Id.ToString(), name, uploaded.Names, uploaded.Document.ToResponse(wording));
    }
}
