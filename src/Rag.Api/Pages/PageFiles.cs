using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Rag.Api.Pages;

/// <summary>
/// The pages and their assets: everything in <c>wwwroot</c> is public. They stand before routing, so that they are neither counted
/// by the rate limits nor asked for a token.
/// </summary>
internal static class PageFiles
{
    /// <summary>The page that a widget shows in its frame: the only one that other sites may frame.</summary>
    public const string WidgetFrame = "/widget/frame";

    /// <summary>Addresses without the ending of a file.</summary>
    private static readonly Dictionary<string, string> Pages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/"] = "/index.html",
        ["/chat"] = "/chat.html",
        [WidgetFrame] = "/chat.html",
        ["/admin"] = "/admin.html",
        ["/demo"] = "/demo.html",
    };

    public static void UsePageFiles(this WebApplication application)
    {
        // Beside the application, wherever it is started.
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        application.UseWhen(context => IsReading(context.Request) && FileOf(context.Request.Path, files) is not null, branch =>
        {
            branch.UseResponseCompression();
            branch.Use((context, next) =>
            {
                context.Request.Path = FileOf(context.Request.Path, files)!;
                return next(context);
            });
            branch.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = files,
                // Asked again each time and answered with 304: a new version is there with the next visit.
                OnPrepareResponse = file => file.Context.Response.Headers[HeaderNames.CacheControl] = "no-cache",
            });
        });
    }

    private static bool IsReading(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static string? FileOf(PathString path, PhysicalFileProvider files)
    {
        var address = path.Value is { Length: > 1 } longer ? longer.TrimEnd('/') : "/";
        var file = Pages.GetValueOrDefault(address);
        if (file is null && !Pages.ContainsValue(address))
        {
            // The pages themselves have one address each.
            file = address;
        }

        return file is not null && files.GetFileInfo(file) is { Exists: true, IsDirectory: false } ? file : null;
    }
}
