using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Tokens;

namespace Rag.Api.Security;

internal static class SecurityServices
{
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddScoped<BearerEvents>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TokenValidationParameters>((bearer, validation) =>
            {
                bearer.TokenValidationParameters = validation;
                bearer.MapInboundClaims = false;
                bearer.EventsType = typeof(BearerEvents);
            });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicy([new DefaultDeny()], []))
            .AddPolicy(Access.Admin, policy => policy.RequireAuthenticatedUser().RequireClaim(SignedInUser.IsAdminClaim, "true"));
        return services;
    }
}
