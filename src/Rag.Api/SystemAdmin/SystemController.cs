using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Security;

namespace Rag.Api.SystemAdmin;

/// <summary>How this instance is set up.</summary>
[ApiController]
[Route("api/v1/system")]
[Authorize(Policy = Access.Admin)]
[Tags("System")]
public sealed class SystemController(ConfigurationResponse configuration) : ControllerBase
{
    /// <summary>Every variable in force and where it came from, secrets masked.</summary>
    [HttpGet("configuration")]
    public ActionResult<ConfigurationResponse> GetConfiguration()
    {
        // No cache between may keep how this is set up.
        Response.Headers.CacheControl = "no-store";
        return configuration;
    }
}
