using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Auth;
using Rag.Application.Documents;

namespace Rag.Infrastructure.Identity;

public static class IdentityServices
{
    /// <summary>Passwords, tokens and signed links. The validation rules are registered too, for the middleware that reads bearer tokens.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services) => services
        .AddSingleton<IPasswordHasher, BcryptPasswordHasher>()
        .AddSingleton<JwtTokens>()
        .AddSingleton(provider => provider.GetRequiredService<JwtTokens>().Validation)
        .AddSingleton<ITokenIssuer, JwtTokenIssuer>()
        .AddSingleton<IDocumentLinkSigner, HmacDocumentLinkSigner>();
}
