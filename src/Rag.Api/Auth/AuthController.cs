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
using Rag.Domain.Users;

namespace Rag.Api.Auth;

/// <summary>Signing in and out.</summary>
[ApiController]
[Route("api/v1/auth")]
[Tags("Auth")]
public sealed class AuthController(IMediator mediator) : ControllerBase
{
    /// <summary>Begins a session.</summary>
    /// <remarks>
    /// Unknown address, wrong password and inactive user answer alike. With `"cookie": true` the refresh token is set as the cookie
    /// `refresh_token` (HttpOnly, SameSite=Strict, for `/api/v1/auth` alone) and `refresh_token` in the answer is null.
    /// </remarks>
    [HttpPost("login")]
    [CountedAs(RouteClass.Login)]
    [AllowAnonymous]
    [Problems(StatusCodes.Status401Unauthorized)]
    public async Task<ActionResult<TokenResponse>> Login(LoginRequest request, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new Login(request.Email, request.Password), cancellationToken);
        return result.ToActionResult(pair => AnswerWith(pair, inCookie: request.Cookie is true));
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
    /// because somebody else must have it. Without a refresh token in the body that of the cookie `refresh_token` is spent; then the
    /// header `X-Requested-With` is required, and the new one is in the cookie again.
    /// </remarks>
    /// <param name="request">May be absent.</param>
    /// <param name="requestedWith">Required with the cookie; any value.</param>
    [HttpPost("refresh")]
    [AllowAnonymous]
    [Problems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden)]
    public async Task<ActionResult<TokenResponse>> Refresh(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RefreshRequest? request,
        [FromHeader(Name = RefreshCookie.RequiredHeader)] string? requestedWith,
        CancellationToken cancellationToken)
    {
        var cookie = FindCookie(request?.RefreshToken);
        if (cookie is not null && requestedWith is null)
        {
            return RefreshCookieErrors.HeaderMissing().ToActionResult();
        }

        var result = await mediator.Send(new RefreshSession(cookie ?? request?.RefreshToken), cancellationToken);
        if (cookie is not null && !result.IsSuccess)
        {
            // Whatever is wrong with it, the page can mend nothing and the browser need not send it again.
            RefreshCookie.Delete(HttpContext);
            return UserErrors.InvalidToken().ToActionResult();
        }

        return result.ToActionResult(pair => AnswerWith(pair, inCookie: cookie is not null));
    }

    /// <summary>Ends the session: its access and refresh tokens are refused from now on.</summary>
    /// <remarks>
    /// Without a refresh token in the body that of the cookie `refresh_token` ends too, if there is one, and the cookie is deleted;
    /// then the header `X-Requested-With` is required.
    /// </remarks>
    /// <param name="request">May be absent.</param>
    /// <param name="requestedWith">Required with the cookie; any value.</param>
    [HttpPost("logout")]
    [Problems(StatusCodes.Status403Forbidden)]
    public async Task<ActionResult<MessageResponse>> Logout(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] LogoutRequest? request,
        [FromHeader(Name = RefreshCookie.RequiredHeader)] string? requestedWith,
        CancellationToken cancellationToken)
    {
        var cookie = FindCookie(request?.RefreshToken);
        if (cookie is not null && requestedWith is null)
        {
            return RefreshCookieErrors.HeaderMissing().ToActionResult();
        }

        var result = await mediator.Send(new Logout(User.UserId(), User.SessionId(), cookie ?? request?.RefreshToken), cancellationToken);
        if (cookie is not null && result.IsSuccess)
        {
            RefreshCookie.Delete(HttpContext);
        }

        return result.ToActionResult(() => Ok(new MessageResponse(Wording.For(Request).Say(Confirmations.SignedOut()))));
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

    // A token in the body says which one is meant; the cookie, which browsers send unasked, counts only without one.
    private string? FindCookie(string? sent) => string.IsNullOrEmpty(sent) ? RefreshCookie.Find(Request) : null;

    private OkObjectResult AnswerWith(TokenPair pair, bool inCookie)
    {
        // RFC 6749 5.1: an answer that holds tokens is kept by no cache.
        Response.Headers.CacheControl = "no-store";
        if (inCookie)
        {
            RefreshCookie.Set(HttpContext, pair);
        }

        return Ok(new TokenResponse(pair.AccessToken, inCookie ? null : pair.RefreshToken, "bearer", (int)pair.ExpiresIn.TotalSeconds));
    }
}
