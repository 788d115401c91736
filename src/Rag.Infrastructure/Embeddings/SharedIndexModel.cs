using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Application.Retrieval;
using Rag.Infrastructure.EmbeddedIndex;

namespace Rag.Infrastructure.Embeddings;

/// <summary>Where several instances share an index, another one may rebuild it with another model: this one changes over with it, within 5 s.</summary>
internal sealed partial class SharedIndexModel(
    ModelInForce inForce, IEmbeddingEngines engines, IVectorIndex vectors, IndexGate gate, TimeProvider time, ILogger<SharedIndexModel> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (vectors is EmbeddedVectorIndex)
        {
            return;
        }

        await inForce.WhenLoadedAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The index is out of reach, or a rebuild of our own is at the switch. Looked at again in a moment.
                NotFollowed(exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var index = await vectors.DescribeAsync(cancellationToken);
        if (index is not { Count: > 0, Model: { } model } || model == inForce.Name || engines.Find(model) is not { } engine)
        {
            return;
        }

        try
        {
            await engines.LoadAsync(engine, cancellationToken);
            using var noWriters = await gate.Writers.CloseAsync(cancellationToken);
            using var noQuestions = await gate.Questions.CloseAsync(cancellationToken);

            // A rebuild of our own may have ended while the model was loading.
            if (inForce.Name != model)
            {
                inForce.Use(engine);
                Followed(model);
            }
        }
        finally
        {
            if (inForce.Engine != engine)
            {
                engine.Dispose();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Another instance rebuilt the index with {Model}, which is in force here too now")]
    private partial void Followed(string model);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Which model the shared index belongs to could not be followed")]
    private partial void NotFollowed(Exception exception);
}
