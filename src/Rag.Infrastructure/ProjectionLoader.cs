using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Application;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure;

/// <summary>Opens the projections beside the start, and makes them again there if need be, so that the first question finds them ready.</summary>
internal sealed partial class ProjectionLoader(
    ILexicalIndex fullText, IVectorIndex vectors, TimeProvider time, ILogger<ProjectionLoader> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var projections = new object[] { fullText, vectors }.OfType<IProjection>();
        await Task.WhenAll(projections.Select(projection => LoadAsync(projection, stoppingToken))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LoadAsync(IProjection projection, CancellationToken stopping)
    {
        await Task.Yield();
        while (true)
        {
            try
            {
                await projection.CatchUpAsync(stopping);
                return;
            }
            catch (StoreUnavailableException)
            {
                // Told by the store itself, and by ready.
                await Task.Delay(Pause, time, stopping);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // No reason to end the process: whoever searches catches up first and gets the exception if it is still there.
                CatchUpFailed(exception, projection.GetType().Name);
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Projection} could not catch up with the store at the start")]
    private partial void CatchUpFailed(Exception exception, string projection);
}
