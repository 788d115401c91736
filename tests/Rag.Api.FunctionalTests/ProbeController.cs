using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Errors;
using Rag.Api.Security;
using Rag.Application.Auth;
using Rag.Domain.Results;

namespace Rag.Api.FunctionalTests;

public sealed record ProbeRequest(string Name, int Count, FirstAdminOutcome Outcome, string[]? Tags, DateTimeOffset? At);

/// <summary>Routes that show what every route of this API has in common.</summary>
[ApiController]
[Route("api/v1/probe")]
public sealed class ProbeController : ControllerBase
{
    [HttpGet("secret")]
    public ActionResult<string> GetSecret() => "seen";

    [HttpGet("admin")]
    [Authorize(Policy = Access.Admin)]
    public ActionResult<string> GetAdmin() => "seen";

    [HttpPost("echo")]
    [AllowAnonymous]
    public ActionResult<ProbeRequest> Echo(ProbeRequest request) => request;

    [HttpGet("page")]
    [AllowAnonymous]
    public ActionResult<int> GetPage(int skip = 0, [FromQuery(Name = "is_active")] bool? isActive = null) => isActive is null ? skip : skip + 1;

    [HttpGet("things/{id:int}")]
    [AllowAnonymous]
    public ActionResult GetThing(int id) => id switch
    {
        1 => new Error(ErrorKind.Unavailable, "busy", "Busy.") { RetryAfter = TimeSpan.FromSeconds(1.2) }.ToActionResult(),
        2 => new Error(ErrorKind.Conflict, "taken", "Taken.").ToActionResult(),
        3 => new Error(ErrorKind.PreconditionFailed, "stale", "Stale.").ToActionResult(),
        4 => new Error(ErrorKind.TooLarge, "large", "Large.").ToActionResult(),
        5 => new Error(ErrorKind.Invalid, "wrong", "Wrong.") { Fields = [new FieldError(["body", "id"], "Less.", "less_than")] }.ToActionResult(),
        _ => throw new InvalidOperationException("The file /srv/secret/path.db is broken."),
    };
}
