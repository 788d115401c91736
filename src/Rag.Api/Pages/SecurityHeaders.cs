using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Rag.Api.Configuration;
using Rag.Api.Edge;

namespace Rag.Api.Pages;

/// <summary>What a browser may do with an answer, by its path: every answer says it, problems too.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<CrossOriginOptions> origins)
{
    /// <summary>No inline script or style, and no sink that makes markup or script of a string (trusted types): what a model or a file name says cannot execute.</summary>
    private const string OurPages =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; "
        + "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; ";

    // Swagger UI writes style elements and inline pictures; its scripts are files.
    private const string Swagger =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self' data:; "
        + "form-action 'self'; base-uri 'none'; ";

    private const string Data = "default-src 'none'; ";

    private const string FramedByNobody = "frame-ancestors 'none'";

    private readonly string _framedByWidgets = FramedBy(origins.Value);

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        // When the answer starts: the exception handler clears what was set before.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers[HeaderNames.ContentSecurityPolicy] = PolicyOf(path);
            headers[HeaderNames.XContentTypeOptions] = "nosniff";
            // A file behind a signed link says less.
            headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
            return Task.CompletedTask;
        });
        return next(context);
    }

    private string PolicyOf(PathString path)
    {
        if (path.StartsWithSegments(PageFiles.WidgetFrame, StringComparison.OrdinalIgnoreCase))
        {
            return OurPages + _framedByWidgets;
        }

        if (path.StartsWithSegments("/api/v1/pdfs/view", StringComparison.OrdinalIgnoreCase))
        {
            // A browser's own viewer of PDFs counts as a plug-in of the document.
            return FramedByNobody;
        }

        return (path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? Data
            : path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase) ? Swagger
            : OurPages) + FramedByNobody;
    }

    // The same origins that may call the chat, and this one for the demonstration.
    private static string FramedBy(CrossOriginOptions options)
    {
        string[] allowed = [.. options.WidgetOrigins, .. options.Origins, .. options.ClientOrigins];
        return allowed.Contains(OriginSetting.Any) ? "frame-ancestors *" : $"frame-ancestors {string.Join(' ', allowed.Where(OriginSetting.IsOrigin).Prepend("'self'").Distinct())}";
    }
}
