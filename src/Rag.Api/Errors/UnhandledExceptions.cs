using Microsoft.AspNetCore.Diagnostics;
using Rag.Application;
using Rag.Application.Chat;

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

        if (exception is StoreUnavailableException)
        {
            Unavailable(exception);
            await ProblemWriter.WriteAsync(httpContext, Problem.Of(StatusCodes.Status503ServiceUnavailable));
            return true;
        }

        if (exception is ModelException model)
        {
            // A provider that failed outside of a stream; its adapter has logged what there is to say.
            await ProblemWriter.WriteAsync(httpContext, Problem.Of(model.Error));
            return true;
        }

        Unhandled(exception);
        await ProblemWriter.WriteAsync(httpContext, Problem.Of(StatusCodes.Status500InternalServerError));
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled exception")]
    private partial void Unhandled(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A store did not answer")]
    private partial void Unavailable(Exception exception);
}
