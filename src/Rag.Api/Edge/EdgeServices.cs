using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Rag.Application.Chat.Guards;

namespace Rag.Api.Edge;

/// <summary>What is decided about a request before anybody looks at what it asks for.</summary>
internal static class EdgeServices
{
    public static IServiceCollection AddEdge(this IServiceCollection services)
    {
        services.AddCors();
        services.AddSingleton<ICorsPolicyProvider, CrossOriginPolicies>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxies) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // As many hops as are trusted: the walk from the right ends at the first that is not.
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var range in proxies.Value.Ranges)
            {
                forwarded.KnownIPNetworks.Add(range);
            }
        });
        // The pages that may use this API are the operator's own.
        services.AddOptions<AnswerLinkOptions>().Configure<IOptions<CrossOriginOptions>>((links, origins) => links.Hosts =
        [
            .. new[] { origins.Value.Origins, origins.Value.ClientOrigins, origins.Value.WidgetOrigins, origins.Value.AdminOrigins }
                .SelectMany(list => list).Select(origin => Uri.TryCreate(origin, UriKind.Absolute, out var uri) ? uri.IdnHost : null).OfType<string>(),
        ]);
        return services;
    }

    public static void UseTrustedProxies(this WebApplication application)
    {
        application.UseMiddleware<UntrustedForwarding>();

        // Without a known proxy the framework's middleware believes everybody.
        if (application.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Trusted.Count > 0)
        {
            application.UseForwardedHeaders();
        }
    }
}
