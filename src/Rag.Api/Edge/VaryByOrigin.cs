using Microsoft.Net.Http.Headers;

namespace Rag.Api.Edge;

/// <summary>
/// Every answer says that it depends on Origin. CORS itself says so only to an origin that it lets in, and a cache between would
/// give what it kept of any other request, without the headers, to that origin as well.
/// </summary>
internal sealed class VaryByOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                var headers = ((HttpContext)state).Response.Headers;
                if (!headers.GetCommaSeparatedValues(HeaderNames.Vary).Contains(HeaderNames.Origin, StringComparer.OrdinalIgnoreCase))
                {
                    headers.Append(HeaderNames.Vary, HeaderNames.Origin);
                }

                return Task.CompletedTask;
            },
            context);
        return next(context);
    }
}
