using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Docs;
using Rag.Api.Errors;
using Rag.Api.Pdfs;
using Rag.Application.Chat;

namespace Rag.Api.Chat;

/// <summary>A conversation afterwards, for whoever knows its id.</summary>
[ApiController]
[AllowAnonymous]
[Route("api/v1/chat")]
[Tags("Chat")]
public sealed class ConversationController(IMediator mediator) : ControllerBase
{
    /// <summary>The last messages of a conversation, oldest first; none for an unknown id.</summary>
    /// <remarks>The header <c>X-Total-Messages</c> says how many the whole conversation has.</remarks>
    /// <param name="conversationId">The id from the event <c>meta</c>.</param>
    /// <param name="limit">1 to 1000.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpGet("history/{conversationId}")]
    [ResponseHeader("X-Total-Messages", "How many messages the whole conversation has.")]
    [ProducesResponseType<IReadOnlyList<HistoryItem>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> History(string conversationId, int limit = 100, CancellationToken cancellationToken = default)
    {
        var result = await mediator.Send(new GetHistory(conversationId, limit), cancellationToken);
        return result.ToActionResult(history =>
        {
            Response.Headers["X-Total-Messages"] = history.Total.ToString(CultureInfo.InvariantCulture);
            Response.Headers.CacheControl = "no-store";
            return Ok(history.Messages.Select(message => message.ToItem(history.Removed, Wording.For(Request))));
        });
    }

    /// <summary>Rates an answer; the last rating counts.</summary>
    [HttpPost("feedback")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [Problems(404)]
    public async Task<IActionResult> Rate(FeedbackRequest request, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(
            new RateAnswer(request.ConversationId, request.MessageId, request.Rating, request.Comment), cancellationToken);
        return result.ToActionResult();
    }

    /// <summary>A source of an answer, with what stands around it on its page.</summary>
    /// <param name="messageId">The answer's id.</param>
    /// <param name="number">The n of [n].</param>
    /// <param name="conversationId">The conversation that the answer belongs to.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpGet("sources/{messageId}/{number}")]
    [ProducesResponseType<SourceResponse>(StatusCodes.Status200OK)]
    [Problems(404)]
    public async Task<IActionResult> Source(
        string messageId, int number, [FromQuery(Name = "conversation_id")] string conversationId, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new OpenSource(messageId, number, conversationId), cancellationToken);
        return result.ToActionResult(source =>
        {
            Response.Headers.CacheControl = "no-store";
            return Ok(source.ToResponse(source.Link?.ToUrl(Request)));
        });
    }
}
