using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Rag.Application;

namespace Rag.Api.Startup;

/// <summary>What the process says, and with which status it ends, when it cannot start.</summary>
internal static class ProcessExit
{
    /// <summary>EX_CONFIG of sysexits.h: starting again without a change is of no use.</summary>
    public const int CannotStart = 78;

    /// <summary>EX_USAGE of sysexits.h.</summary>
    public const int WrongUsage = 64;

    public static async Task<int> StatusOfAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (Explain(exception) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return CannotStart;
        }
    }

    /// <summary>Runs until it is told to stop. A background worker that cannot start ends the application too.</summary>
    public static async Task RunToEndAsync(this WebApplication application)
    {
        try
        {
            await application.StartAsync();
            await application.WaitForShutdownAsync();
        }
        catch (OperationCanceledException) when (application.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Told to stop while it was still starting, by a signal or by a worker of its own.
        }

        var failed = application.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .FirstOrDefault(worker => worker.ExecuteTask is { IsFaulted: true });
        if (failed is not null)
        {
            // The host has stopped because of it; without this the process would report success.
            await failed.ExecuteTask!;
        }
    }

    /// <summary>The sentence for a failure that an operator can mend; null for any other.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        StartupException known => known.Message,
        StoreUnavailableException => "The database cannot be reached. Check MONGO_URI and that its server is running.",
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        IOException { InnerException: AddressInUseException } => $"{exception.Message.TrimEnd('.')}. Set PORT to a free port, or stop what listens there.",
        AggregateException several when several.InnerExceptions.All(inner => Explain(inner) is not null) =>
            string.Join(Environment.NewLine, several.InnerExceptions.Select(Explain)),
        _ => null,
    };
}
