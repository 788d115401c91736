using Microsoft.Extensions.Options;
using Rag.Api.Streams;

namespace Rag.Api.Startup;

/// <summary>How a stop that was asked for goes. What kills the process must wait longer than <see cref="Whole"/>.</summary>
internal sealed class StopOptions
{
    /// <summary>
    /// How long the port stays open although "ready" says no, so that a load balancer has seen it before a connection is refused.
    /// Default 5 s; none in development, where nobody balances and somebody waits for the prompt.
    /// </summary>
    public TimeSpan Notice { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From the signal on, how long running answers may go on. Default 20 s.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>From the signal to the end of the process; what is left after the answers hands jobs back and closes stores. Default 28 s.</summary>
    public TimeSpan Whole { get; set; } = TimeSpan.FromSeconds(28);
}

/// <summary>
/// Before anything else stops: "ready" says no already (<see cref="Health.Readiness"/>), and the port stays open until it had time to be
/// seen and the running answers are whole.
/// </summary>
internal sealed partial class GracefulStop(RunningAnswers answers, IOptions<StopOptions> options, TimeProvider time, ILogger<GracefulStop> logger)
    : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Stopping(answers.Count);
        answers.EndAfter(options.Value.Grace);
        try
        {
            await Task.WhenAll(answers.WhenDoneAsync(), Task.Delay(options.Value.Notice, time, cancellationToken))
                .WaitAsync(options.Value.Grace, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            TookTooLong(answers.Count);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping as asked; {Answers} answers are being finished")]
    private partial void Stopping(int answers);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Answers} answers took longer than a stop waits for and are cut")]
    private partial void TookTooLong(int answers);
}
