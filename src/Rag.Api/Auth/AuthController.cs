using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;
using Rag.Api.Docs;
using Rag.Api.Errors;
using Rag.Api.Logging;
using Rag.Api.RateLimits;
using Rag.Api.Security;
using Rag.Application.Auth;

namespace Rag.Api.Auth;

/// <summary>Signing in and out.</summary>
[ApiController]
[Route("api/v1/auth")]
[Tags("Auth")]
public sealed class AuthController(IMediator mediator) : ControllerBase
{
    /// <summary>Begins a session.</summary>
    /// <remarks>Unknown address, wrong password and inactive user answer alike.</remarks>
    [HttpPost("login")]
    [CountedAs(RouteClass.Login)]
    [AllowAnonymous]
    [Problems(StatusCodes.Status401Unauthorized)]
    public async Task<ActionResult<TokenResponse>> Login(LoginRequest request, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new Login(request.Email, request.Password), cancellationToken);
        return result.ToActionResult(AnswerWith);
    }

    /// <summary>The user who is signed in.</summary>
    [HttpGet("me")]
    public async Task<ActionResult<UserResponse>> GetMe(CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new GetCurrentUser(User.UserId(), User.SessionId()), cancellationToken);
        return result.ToActionResult(user => Ok(UserResponse.Of(user)));
    }

    /// <summary>Spends a refresh token for a new pair.</summary>
    /// <remarks>
    /// The old refresh token is spent. Sending it again within 10 seconds returns the same new pair; later it ends the session,
    /// because somebody else must have it.
    /// </remarks>
    [HttpPost("refresh")]
    [AllowAnonymous]
    [Problems(StatusCodes.Status401Unauthorized)]
    public async Task<ActionResult<TokenResponse>> Refresh(RefreshRequest request, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new RefreshSession(request.RefreshToken), cancellationToken);
        return result.ToActionResult(AnswerWith);
    }

    /// <summary>Ends the session: its access and refresh tokens are refused from now on.</summary>
    [HttpPost("logout")]
    public async Task<ActionResult<MessageResponse>> Logout(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] LogoutRequest? request, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new Logout(User.UserId(), User.SessionId(), request?.RefreshToken), cancellationToken);
        return result.ToActionResult(() => Ok(new MessageResponse("Signed out.")));
    }

    /// <summary>Sets another password; every other session of the user ends.</summary>
    [HttpPost("change-password")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> ChangePassword(ChangePasswordRequest request, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(
            new ChangePassword(User.UserId(), User.SessionId(), request.CurrentPassword, request.NewPassword), cancellationToken);
        return result.ToActionResult();
    }

    /// <summary>Whether this part answers.</summary>
    [HttpGet("health")]
    [AllowAnonymous]
    [LoggedAtDebug]
    [DisableRateLimiting]
    [ApiExplorerSettings(IgnoreApi = true)]
    public ActionResult<AuthHealthResponse> GetHealth() => new AuthHealthResponse("healthy", "authentication");

    private ActionResult AnswerWith(TokenPair pair)
    {
        // RFC 6749 5.1: an answer that holds tokens is kept by no cache.
        Response.Headers.CacheControl = "no-store";
        return Ok(new TokenResponse(pair.AccessToken, pair.RefreshToken, "bearer", (int)pair.ExpiresIn.TotalSeconds));
    }
}
