using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Rag.Api.Configuration;
using Rag.Api.Edge;

namespace Rag.Api.Pages;

internal static class PageServices
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        // Only the pages' branch of the pipeline compresses: streams never, and no answer that holds both a secret and what a caller wrote.
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "text/javascript"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        return services;
    }

    /// <summary>In production a visitor of the bare address is sent to the company's own front end, where one is configured.</summary>
    public static void UseLandingRedirect(this WebApplication application)
    {
        var frontEnd = application.Services.GetRequiredService<IOptions<CrossOriginOptions>>().Value.ClientOrigins;
        var environment = application.Services.GetRequiredService<IOptions<ServerOptions>>().Value.Environment;
        if (environment != Environments.Production || frontEnd.Count == 0)
        {
            return;
        }

        application.Use((context, next) =>
        {
            if (context.Request.Path != "/")
            {
                return next(context);
            }

            context.Response.Redirect(frontEnd[0]);
            return Task.CompletedTask;
        });
    }
}
