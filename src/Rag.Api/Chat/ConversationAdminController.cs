using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Errors;
using Rag.Api.Security;
using Rag.Application.Chat;

namespace Rag.Api.Chat;

/// <summary>All conversations, for admins.</summary>
[ApiController]
[Route("api/v1/chat")]
[Authorize(Policy = Access.Admin)]
[Tags("Chat")]
public sealed class ConversationAdminController(IMediator mediator) : ControllerBase
{
    /// <summary>The conversations, the one with the latest message first.</summary>
    [HttpGet("conversations")]
    [ProducesResponseType<ConversationListResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List([FromQuery] ConversationListQuery query, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(
            new ListConversations(query.Skip, query.Limit, query.Search, query.From, query.To), cancellationToken);
        return result.ToActionResult(page =>
        {
            Response.Headers.CacheControl = "no-store";
            return Ok(new ConversationListResponse([.. page.Items.Select(ConversationItem.Of)], page.Total, query.Skip, query.Limit));
        });
    }
}
