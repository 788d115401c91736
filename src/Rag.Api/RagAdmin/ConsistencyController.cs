using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Docs;
using Rag.Api.Errors;
using Rag.Api.Security;
using Rag.Application.Consistency;

namespace Rag.Api.RagAdmin;

/// <summary>Whether the stores agree with each other.</summary>
[ApiController]
[Route("api/v1/rag/consistency")]
[Authorize(Policy = Access.Admin)]
[Tags("RAG")]
public sealed class ConsistencyController(IMediator mediator) : ControllerBase
{
    /// <summary>Compares files, documents, pages, chunks, full text and vectors; changes nothing.</summary>
    [HttpGet]
    [ProducesResponseType<ConsistencyResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Check(CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new CheckConsistency(), cancellationToken);
        return result.ToActionResult(report => Ok(report.ToResponse(Wording.For(Request))));
    }

    /// <summary>
    /// Mends what does not agree: orphans are removed, full text and vectors are written again from the stored chunks, a document
    /// without pages or chunks is indexed anew from its file.
    /// </summary>
    /// <remarks>The same happens by itself at start and every hour. What is younger than 10 minutes (a file: 24 hours) is left.</remarks>
    [HttpPost("repair")]
    [ProducesResponseType<RepairResponse>(StatusCodes.Status200OK)]
    [Problems(409)]
    public async Task<IActionResult> Repair(CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new RepairConsistency(), cancellationToken);
        return result.ToActionResult(corpus => Ok(corpus.ToResponse(Wording.For(Request))));
    }
}
