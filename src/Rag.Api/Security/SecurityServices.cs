using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;

namespace Rag.Api.Security;

internal static class SecurityServices
{
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddScoped<BearerEvents>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer()
            .AddScheme<AuthenticationSchemeOptions, DocumentLinkScheme>(DocumentLinkScheme.Name, _ => { });
        services.RemoveKeyRing();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TokenValidationParameters>((bearer, validation) =>
            {
                bearer.TokenValidationParameters = validation;
                bearer.MapInboundClaims = false;
                bearer.EventsType = typeof(BearerEvents);
            });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicy([new DefaultDeny()], []))
            .AddPolicy(Access.Admin, policy => policy.RequireAuthenticatedUser().RequireClaim(SignedInUser.IsAdminClaim, "true"))
            .AddPolicy(Access.AdminOrLink, policy => policy
                // The link first: it knows what to say of a link that is refused.
                .AddAuthenticationSchemes(DocumentLinkScheme.Name, JwtBearerDefaults.AuthenticationScheme)
                .RequireAssertion(context => context.User.IsAdmin() || context.User.LinkedDocument() is not null));
        return services;
    }

    // Comes with authentication and writes keys into the home directory at every first start; nothing here uses them.
    private static void RemoveKeyRing(this IServiceCollection services) => services.Remove(services.Single(service =>
        service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(DataProtectionOptions).Assembly));
}
