using System.Security.Claims;
using System.Text.Encodings.Web;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Rag.Api.Errors;
using Rag.Application.Documents;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Api.Security;

/// <summary>
/// Takes <c>?token=</c> of a signed link for the document that the route names. It makes nobody a user: the principal holds that
/// document alone, and only the policy of the files asks for this scheme.
/// </summary>
internal sealed class DocumentLinkScheme(
    IMediator mediator, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "document_link";
    public const string Parameter = "token";

    private Error? _refusal;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Query[Parameter].ToString() is not { Length: > 0 } token || Request.RouteValues["filename"] is not string fileName)
        {
            return AuthenticateResult.NoResult();
        }

        var result = await mediator.Send(new ReadDocumentLink(fileName, token), Context.RequestAborted);
        if (!result.IsSuccess)
        {
            _refusal = result.Error;
            return AuthenticateResult.Fail(result.Error.Code);
        }

        var identity = new ClaimsIdentity([new Claim(LinkedDocuments.Claim, result.Value.ToString())], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    // Without a link there is nothing to say here, and bearer authentication says it.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        _refusal is null ? Task.CompletedTask : ProblemWriter.WriteAsync(Context, Problem.Of(_refusal));

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Task.CompletedTask;
}

internal static class LinkedDocuments
{
    public const string Claim = "document";

    /// <summary>The one document that a signed link opens; null without a link.</summary>
    public static DocumentId? LinkedDocument(this ClaimsPrincipal principal) =>
        DocumentId.TryParse(principal.FindFirstValue(Claim), out var document) ? document : null;
}
