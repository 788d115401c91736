using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Errors;
using Rag.Api.Security;
using Rag.Application.Bots;

namespace Rag.Api.SystemAdmin;

/// <summary>How this instance is set up.</summary>
[ApiController]
[Route("api/v1/system")]
[Authorize(Policy = Access.Admin)]
[Tags("System")]
public sealed class SystemController(ConfigurationResponse configuration, IMediator mediator) : ControllerBase
{
    /// <summary>Every variable in force and where it came from, secrets masked.</summary>
    [HttpGet("configuration")]
    public async Task<ActionResult<ConfigurationResponse>> GetConfiguration(CancellationToken cancellationToken)
    {
        // No cache between may keep how this is set up.
        Response.Headers.CacheControl = "no-store";
        var result = await mediator.Send(new GetStoredBotConfig(), cancellationToken);
        return result.ToActionResult(stored => Ok(configuration.With(stored)));
    }
}
