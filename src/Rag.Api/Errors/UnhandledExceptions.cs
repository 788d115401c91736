using Microsoft.AspNetCore.Diagnostics;

namespace Rag.Api.Errors;

/// <summary>The end of every exception: the log gets it whole, the client a request id.</summary>
internal sealed partial class UnhandledExceptions(ILogger<UnhandledExceptions> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException refused)
        {
            // The server itself found the request wrong while it was being read: too long, cut off, too slow.
            await ProblemWriter.WriteAsync(httpContext, Problem.Of(refused.StatusCode));
            return true;
        }

        Unhandled(exception);
        await ProblemWriter.WriteAsync(httpContext, Problem.Of(StatusCodes.Status500InternalServerError));
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled exception")]
    private partial void Unhandled(Exception exception);
}
