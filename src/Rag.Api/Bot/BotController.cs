using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Chat;
using Rag.Api.Docs;
using Rag.Api.Errors;
using Rag.Api.RateLimits;
using Rag.Api.Security;
using Rag.Application.Bots;
using Rag.Domain.Bots;
using Rag.Domain.Results;

namespace Rag.Api.Bot;

/// <summary>The assistant: whether it answers, and how.</summary>
[ApiController]
[Route("api/v1/bot")]
[Authorize(Policy = Access.Admin)]
[Tags("Bot")]
public sealed class BotController(IMediator mediator) : ControllerBase
{
    /// <summary>Whether visitors get answers.</summary>
    [HttpGet("state")]
    public async Task<ActionResult<BotStateResponse>> GetState(CancellationToken cancellationToken) =>
        Answer(await mediator.Send(new GetBotState(), cancellationToken));

    /// <summary>Switches the bot on or off. Stored, and in force for the next question on every instance.</summary>
    [HttpPut("state")]
    public async Task<ActionResult<BotStateResponse>> PutState(BotStateRequest request, CancellationToken cancellationToken) =>
        Answer(await mediator.Send(new ChangeBotState(request.IsActive!.Value), cancellationToken));

    /// <summary>Switches the bot to what it is not.</summary>
    [HttpPost("toggle")]
    public async Task<ActionResult<BotStateResponse>> Toggle(CancellationToken cancellationToken) =>
        Answer(await mediator.Send(new ChangeBotState(IsActive: null), cancellationToken));

    /// <summary>What the next answer is made with.</summary>
    [HttpGet("runtime")]
    public async Task<ActionResult<BotRuntimeResponse>> GetRuntime(CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new GetBotRuntime(), cancellationToken);
        return result.ToActionResult(runtime => Ok(BotRuntimeResponse.Of(runtime)));
    }

    /// <summary>The configuration in force, with an ETag for a later change.</summary>
    [HttpGet("config")]
    [ResponseHeader("ETag", "Of the configuration, for If-Match of a later change.")]
    public async Task<ActionResult<BotConfigResponse>> GetConfig(CancellationToken cancellationToken) =>
        Answer(await mediator.Send(new GetBotConfig(), cancellationToken));

    /// <summary>Changes some fields; in force for the next question on every instance.</summary>
    /// <remarks>
    /// A field that is absent stays as it is; an explicit null clears it to its default. With <c>If-Match</c> the change is made
    /// only on the configuration that carried that ETag.
    /// </remarks>
    /// <response code="412">Somebody else has changed it since that ETag was given.</response>
    [HttpPut("config")]
    [RequestHeader("If-Match", "An ETag of GET /bot/config: the change is made on that state only, else it is 412.")]
    [ResponseHeader("ETag", "Of the configuration, for If-Match of a later change.")]
    [Problems(409, 412)]
    public async Task<ActionResult<BotConfigResponse>> PutConfig(BotConfigRequest request, CancellationToken cancellationToken) =>
        Answer(await mediator.Send(new ChangeBotConfig(request.ToChange(), ConfigTags.Expected(Request)), cancellationToken));

    /// <summary>Everything back to its default.</summary>
    [HttpPost("config/reset")]
    [ResponseHeader("ETag", "Of the configuration, for If-Match of a later change.")]
    [Problems(409)]
    public async Task<ActionResult<BotConfigResponse>> ResetConfig(CancellationToken cancellationToken) =>
        Answer(await mediator.Send(new ResetBotConfig(), cancellationToken));

    /// <summary>What a widget shows before the first question.</summary>
    [HttpGet("config/public")]
    [AllowAnonymous]
    public async Task<ActionResult<PublicBotResponse>> GetPublicConfig(CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new GetPublicBot(), cancellationToken);
        return result.ToActionResult(bot => Ok(PublicBotResponse.Of(bot)));
    }

    /// <summary>The answer as <c>/chat/stream</c> would give it with another configuration; nothing is stored.</summary>
    /// <remarks>The same events as there. Works while the bot is off.</remarks>
    [HttpPost("preview")]
    [CountedAs(RouteClass.Chat)]
    [ProducesResponseType<string>(StatusCodes.Status200OK, "text/event-stream")]
    [Problems(503)]
    public async Task<ActionResult> Preview(PreviewRequest request, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new PreviewAnswer(request.Input, request.Config?.ToChange()), cancellationToken);
        return result.ToActionResult(events => new AnswerStreamResult(events, ChatEvents.Frames));
    }

    private ActionResult Answer(Result<BotState> result) => result.ToActionResult(state => Ok(BotStateResponse.Of(state, Wording.For(Request))));

    private ActionResult Answer(Result<BotConfig> result) => result.ToActionResult(config =>
    {
        Response.Headers.ETag = ConfigTags.ToTag(config.Revision);
        return Ok(BotConfigResponse.Of(config));
    });
}
