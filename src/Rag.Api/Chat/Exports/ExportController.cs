using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Errors;
using Rag.Api.Security;
using Rag.Application.Chat;

namespace Rag.Api.Chat.Exports;

/// <summary>Conversations as a file.</summary>
[ApiController]
[Authorize(Policy = Access.Admin)]
[Route("api/v1/chat")]
[Tags("Chat")]
public sealed class ExportController(IMediator mediator) : ControllerBase
{
    /// <summary>Everything that was said, by conversation and time, as a file of a spreadsheet, CSV or JSON.</summary>
    /// <remarks>
    /// Written while it is read, so it may be long. XLSX: times are in UTC; a message of more than 32,767 characters, Excel's limit, is
    /// cut there and ends in "…"; after 1,048,575 messages a further sheet begins. CSV: separated by <c>;</c>, UTF-8 with a byte order
    /// mark; a message that begins with <c>= + - @</c>, a tab or a line break gets an apostrophe ahead of it, so that no spreadsheet
    /// takes it for a formula. JSON: an array, every message as it is stored.
    /// </remarks>
    /// <param name="format">xlsx, csv or json.</param>
    /// <param name="from">The first day (2026-03-02, in UTC) or instant (2026-03-02T09:30:00Z).</param>
    /// <param name="to">The last one; a day is included to its end.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpGet("export-conversations")]
    [ProducesResponseType<FileStreamResult>(
        StatusCodes.Status200OK, ExportFiles.XlsxType, ExportFiles.CsvType, ExportFiles.JsonType)]
    public async Task<IActionResult> Export(
        string format = "xlsx", string? from = null, string? to = null, CancellationToken cancellationToken = default)
    {
        var result = await mediator.Send(new ExportConversations(format, from, to), cancellationToken);
        return result.ToActionResult(export => new ExportResult(export));
    }
}
