using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Docs;
using Rag.Api.Errors;
using Rag.Api.Security;
using Rag.Application.Chat;
using Rag.Application.Costs;

namespace Rag.Api.Chat;

/// <summary>What the chat costs and how it does, for admins.</summary>
[ApiController]
[Route("api/v1/chat")]
[Authorize(Policy = Access.Admin)]
[Tags("Chat")]
[ResponseCache(NoStore = true)]
public sealed class ChatFiguresController(IMediator mediator) : ControllerBase
{
    /// <summary>Tokens and cost of every call to a model elsewhere, cut ones too.</summary>
    [HttpGet("usage")]
    [ProducesResponseType<UsageResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Usage([FromQuery] UsageQuery query, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new GetTokenUsage(query.From, query.To, query.By), cancellationToken);
        return result.ToActionResult(report => Ok(UsageResponse.Of(report)));
    }

    /// <summary>The figures of <c>/chat/stats</c> by day (UTC), the days without a question too; today is the last.</summary>
    /// <param name="days">How many, 1 to 366.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpGet("stats/daily")]
    [ProducesResponseType<DailyStatsResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Daily(int days = 30, CancellationToken cancellationToken = default)
    {
        var result = await mediator.Send(new GetDailyStats(days), cancellationToken);
        return result.ToActionResult(rows => Ok(new DailyStatsResponse(days, [.. rows.Select(DailyStatsItem.Of)])));
    }

    /// <summary>Questions that the documents do not answer, grouped by likeness: what the next document should be about.</summary>
    /// <param name="skip">Groups to leave out.</param>
    /// <param name="limit">Groups at most, 1 to 100.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpGet("unanswered")]
    [ProducesResponseType<UnansweredResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Unanswered(int skip = 0, int limit = 20, CancellationToken cancellationToken = default)
    {
        var result = await mediator.Send(new GetUnanswered(skip, limit), cancellationToken);
        return result.ToActionResult(page => Ok(new UnansweredResponse([.. page.Groups.Select(UnansweredItem.Of)], page.Total, skip, limit, page.Questions)));
    }

    /// <summary>How one answer came about: what was looked for, found and dropped, how sure that was, who wrote it, and how long it took.</summary>
    /// <param name="messageId">The answer's id.</param>
    /// <param name="cancellationToken">The request's.</param>
    [HttpGet("trace/{messageId}")]
    [ProducesResponseType<TraceResponse>(StatusCodes.Status200OK)]
    [Problems(404)]
    public async Task<IActionResult> Trace(string messageId, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new GetTrace(messageId), cancellationToken);
        return result.ToActionResult(trace => Ok(TraceResponse.Of(trace)));
    }
}
