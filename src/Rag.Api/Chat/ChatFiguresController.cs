using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Errors;
using Rag.Api.Security;
using Rag.Application.Costs;

namespace Rag.Api.Chat;

/// <summary>What the chat costs and how it does, for admins.</summary>
[ApiController]
[Route("api/v1/chat")]
[Authorize(Policy = Access.Admin)]
[Tags("Chat")]
public sealed class ChatFiguresController(IMediator mediator) : ControllerBase
{
    /// <summary>Tokens and cost of every call to a model elsewhere, cut ones too.</summary>
    [HttpGet("usage")]
    [ProducesResponseType<UsageResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Usage([FromQuery] UsageQuery query, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new GetTokenUsage(query.From, query.To, query.By), cancellationToken);
        return result.ToActionResult(report =>
        {
            Response.Headers.CacheControl = "no-store";
            return Ok(UsageResponse.Of(report));
        });
    }
}
