using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Application.RagAdmin;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.Embeddings;

/// <summary>Rebuilds the index when it is asked to, and at the start where the last process was cut while it did.</summary>
internal sealed partial class IndexRebuildWorker(
    IndexRebuilds rebuilds, IndexRebuild rebuild, ModelInForce inForce, IVectorIndex vectors, ILogger<IndexRebuildWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await inForce.WhenChosenAsync(stoppingToken);
            await ResumeAsync(stoppingToken);
            while (true)
            {
                await rebuilds.WhenRequestedAsync(stoppingToken);
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The draft stays where it is and tells the next start.
        }
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var index = await vectors.DescribeAsync(cancellationToken);
            if (index.DraftModel == inForce.WantedName)
            {
                Resumed(index.DraftModel);
                rebuilds.Request();
            }
            else if (index.DraftModel is not null)
            {
                // Begun for a model that is no longer wanted. To begin one is the way to what is left of it.
                await (await vectors.BeginDraftAsync(inForce.Name, Math.Max(1, inForce.Dimension), cancellationToken)).DropAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The index is out of reach now; whoever asks for a rebuild later gets one all the same.
            Failed(exception);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await rebuild.RunAsync(rebuilds.Report, cancellationToken);
            rebuilds.End(isDone: true);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it was: the old index goes on, and rag-status says that this one came to nothing.
            Failed(exception);
            rebuilds.End(isDone: false);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A rebuild of the index for {Model} was cut off; it begins anew")]
    private partial void Resumed(string model);

    [LoggerMessage(Level = LogLevel.Error, Message = "The index could not be rebuilt; the old one goes on")]
    private partial void Failed(Exception exception);
}
