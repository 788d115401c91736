using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Docs;
using Rag.Api.Errors;
using Rag.Api.RateLimits;
using Rag.Application.Chat;

namespace Rag.Api.Chat;

/// <summary>Questions and answers.</summary>
[ApiController]
[Route("api/v1/chat")]
[Tags("Chat")]
public sealed class ChatController(IMediator mediator) : ControllerBase
{
    /// <summary>Answers a question from the documents, as a stream of server-sent events.</summary>
    /// <remarks>
    /// Events, each with an <c>id</c> that counts from 1 and one line of JSON as <c>data</c>: <c>meta</c>, <c>sources</c>, any number
    /// of <c>token</c>, <c>citation</c> for each source that the answer names, <c>usage</c>, <c>done</c>. When it fails under way,
    /// <c>error</c> is the last one. What refuses the question (422, 503) does so before the stream begins.
    /// Closing the connection cancels the answer.
    /// </remarks>
    [HttpPost("stream")]
    [CountedAs(RouteClass.Chat)]
    [AllowAnonymous]
    [ProducesResponseType<string>(StatusCodes.Status200OK, "text/event-stream")]
    [Problems(503)]
    public async Task<ActionResult> Stream(ChatRequest request, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new AskQuestion(request.Input, request.ConversationId, VisitorOrigin.Of(Request)), cancellationToken);
        return result.ToActionResult(events => new AnswerStreamResult(events, ChatEvents.Frames));
    }

    /// <summary>The same answer for front ends of the old backend.</summary>
    /// <remarks>
    /// Frames of one line of JSON, each with the whole answer so far; the event <c>end</c> is the last one. When it fails under way,
    /// an event <c>error</c> of the same shape comes before it. Refusals are those of <c>/chat/stream</c>.
    /// </remarks>
    [HttpPost("stream_log")]
    [CountedAs(RouteClass.Chat)]
    [AllowAnonymous]
    [ProducesResponseType<string>(StatusCodes.Status200OK, "text/event-stream")]
    [Problems(503)]
    public async Task<ActionResult> StreamLegacy(ChatRequest request, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new AskQuestion(request.Input, request.ConversationId, VisitorOrigin.Of(Request)), cancellationToken);
        return result.ToActionResult(events => new AnswerStreamResult(events, StreamLog.Frames));
    }
}
