using System.Globalization;
using Microsoft.Extensions.Options;
using Rag.Api.Configuration;
using Rag.Api.Startup;
using Serilog;
using Serilog.Events;
using Serilog.Filters;
using Serilog.Formatting.Compact;

namespace Rag.Api.Logging;

internal static class LogServices
{
    private static readonly Func<LogEvent, bool> OfTheHost = Matching.FromSource("Microsoft.Extensions.Hosting");
    private const string Readable = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj} {RequestId}{NewLine}{Exception}";

    /// <summary>To the console: lines for people in development, compact JSON elsewhere.</summary>
    public static IServiceCollection AddLogs(this IServiceCollection services) => services.AddSerilog(
        (provider, logger) => Configure(logger.ReadFrom.Services(provider), provider.GetRequiredService<IOptions<ServerOptions>>().Value),
        preserveStaticLogger: true);

    private static void Configure(LoggerConfiguration logger, ServerOptions server)
    {
        logger
            .MinimumLevel.Is(server.LogLevel)
            .MinimumLevel.Override("Microsoft", AtLeastWarning(server.LogLevel))
            .MinimumLevel.Override("System", AtLeastWarning(server.LogLevel))
            // Its lines and its scope carry the path and the query string, which hold keys; RequestLog says what may be said.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
            // A line and a stack for each attempt of a call; what becomes of the call in the end is said by its adapter.
            .MinimumLevel.Override("Polly", LevelAlias.Off)
            .Filter.ByExcluding(IsSaidAtTheEnd)
            .Enrich.FromLogContext();
        if (server.Environment == Environments.Development)
        {
            logger.WriteTo.Console(outputTemplate: Readable, formatProvider: CultureInfo.InvariantCulture);
        }
        else
        {
            logger.WriteTo.Console(new RenderedCompactJsonFormatter());
        }
    }

    // What ends the process is said once and in a sentence, by ProcessExit; the host's lines of it are not. A store that is lost for a
    // while has the same exceptions, and of that the log is all that there is.
    private static bool IsSaidAtTheEnd(LogEvent entry) =>
        entry.Exception is { } exception && OfTheHost(entry) && ProcessExit.Explain(exception) is not null;

    private static LogEventLevel AtLeastWarning(LogEventLevel level) => level < LogEventLevel.Warning ? LogEventLevel.Warning : level;
}
