using Microsoft.AspNetCore.Authorization;

namespace Rag.Api.Security;

/// <summary>
/// What holds for every route that says nothing: somebody must be signed in. A request that matches no route of ours has nothing
/// to protect and goes on to its 404 or 405.
/// </summary>
internal sealed class DefaultDeny : AuthorizationHandler<DefaultDeny>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, DefaultDeny requirement)
    {
        var isSignedIn = context.User.Identity is { IsAuthenticated: true };
        if (isSignedIn || (context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
