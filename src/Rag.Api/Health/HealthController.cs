using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Rag.Api.Configuration;
using Rag.Api.Logging;

namespace Rag.Api.Health;

/// <summary>Whether it lives, and whether it can work.</summary>
[ApiController]
[AllowAnonymous]
[LoggedAtDebug]
[DisableRateLimiting]
[Route("api/v1/health")]
[Tags("Health")]
public sealed class HealthController(Readiness readiness, IOptions<DocsOptions> docs, IHostEnvironment environment) : ControllerBase
{
    /// <summary>Liveness: answers as soon as the port is open and touches nothing else.</summary>
    [HttpGet]
    public ActionResult<HealthResponse> Get() =>
        new HealthResponse("ok", docs.Value.Version, ApiJson.Naming.ConvertName(environment.EnvironmentName));

    /// <summary>Readiness: the state of everything that answering needs, at most 5 seconds old.</summary>
    /// <response code="200">It can work; degraded means with less than everything.</response>
    /// <response code="503">It cannot work now.</response>
    [HttpGet("ready")]
    [ProducesResponseType<ReadyResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ReadyResponse>(StatusCodes.Status503ServiceUnavailable)]
    public async Task<ActionResult<ReadyResponse>> GetReady()
    {
        var report = await readiness.CheckAsync();
        return StatusCode(
            report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK, report);
    }
}
