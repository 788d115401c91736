using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Docs;
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
            new ListConversations(query.Skip, query.Limit, query.Search, query.From, query.To, query.Rating), cancellationToken);
        return result.ToActionResult(page =>
        {
            Response.Headers.CacheControl = "no-store";
            return Ok(new ConversationListResponse([.. page.Items.Select(ConversationItem.Of)], page.Total, query.Skip, query.Limit));
        });
    }

    /// <summary>A conversation to read, with sources and what the visitor thought of the answers.</summary>
    /// <param name="id">Of the conversation.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpGet("conversations/{id}")]
    [ProducesResponseType<ConversationResponse>(StatusCodes.Status200OK)]
    [Problems(404)]
    public async Task<IActionResult> Read(string id, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new GetConversation(id), cancellationToken);
        return result.ToActionResult(conversation =>
        {
            Response.Headers.CacheControl = "no-store";
            return Ok(ConversationResponse.Of(conversation, Wording.For(Request)));
        });
    }

    /// <summary>Removes a conversation: messages, sources and ratings.</summary>
    /// <remarks>An answer that is being given in it still reaches its reader, and is not kept.</remarks>
    /// <param name="id">Of the conversation.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpDelete("conversations/{id}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [Problems(404)]
    public async Task<IActionResult> Delete(string id, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new DeleteConversation(id), cancellationToken);
        return result.ToActionResult();
    }

    /// <summary>How much the assistant is used and how it does, over all that is stored.</summary>
    [HttpGet("stats")]
    [ProducesResponseType<ChatStatsResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Stats(CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new GetChatStats(), cancellationToken);
        return result.ToActionResult(stats =>
        {
            Response.Headers.CacheControl = "no-store";
            return Ok(ChatStatsResponse.Of(stats));
        });
    }
}
