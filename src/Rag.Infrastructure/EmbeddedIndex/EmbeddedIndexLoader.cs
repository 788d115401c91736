using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>
/// Loads the vectors beside the start, so that the port opens at once and the first question does not wait for the disk. A file that
/// cannot be used does not end the process: it is logged here, told by the health check and thrown at whoever needs the index.
/// </summary>
internal sealed partial class EmbeddedIndexLoader(IVectorIndex index, IEmbeddingModel model, ILogger<EmbeddedIndexLoader> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            if (index is not EmbeddedVectorIndex embedded)
            {
                return;
            }

            // Without a length there is no table to load into; a model of a folder has it from the start.
            if (model.Dimension == 0)
            {
                await model.WhenLoadedAsync(stoppingToken);
            }

            await embedded.LoadAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before there was a model to load vectors for.
        }
        catch (VectorFileDamagedException exception)
        {
            IndexUnusable(exception);
        }
        catch (VectorIndexMismatchException exception)
        {
            IndexUnusable(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The vector index cannot be used")]
    private partial void IndexUnusable(Exception exception);
}
