using MediatR;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Rag.Api.Errors;
using Rag.Application.Auth;

namespace Rag.Api.Security;

/// <summary>What bearer authentication does beyond checking a signature.</summary>
internal sealed class BearerEvents(IMediator mediator) : JwtBearerEvents
{
    /// <summary>A public route asks nobody who they are: it works with a stale token and without a database.</summary>
    public override Task MessageReceived(MessageReceivedContext context)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            context.NoResult();
        }

        return Task.CompletedTask;
    }

    /// <summary>A good signature is not enough: the session must be open and the user active, now.</summary>
    public override async Task TokenValidated(TokenValidatedContext context)
    {
        if (context.Principal!.FindFirst("type")?.Value != "access" || SignedInUser.Find(context.Principal) is not { } named)
        {
            context.Fail("Not an access token.");
            return;
        }

        var result = await mediator.Send(new GetCurrentUser(named.User, named.Session), context.HttpContext.RequestAborted);
        if (!result.IsSuccess)
        {
            context.Fail(result.Error.Code);
            return;
        }

        context.Principal = SignedInUser.ToPrincipal(result.Value, named.Session, context.Scheme.Name);
    }

    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        if (context.Response.HasStarted)
        {
            // A signed link was refused, and said so.
            return Task.CompletedTask;
        }

        return ProblemWriter.WriteAsync(context.HttpContext, Problem.Of(StatusCodes.Status401Unauthorized));
    }

    public override Task Forbidden(ForbiddenContext context) =>
        ProblemWriter.WriteAsync(context.HttpContext, Problem.Of(StatusCodes.Status403Forbidden));
}
