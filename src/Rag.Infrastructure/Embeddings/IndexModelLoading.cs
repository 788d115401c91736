using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Application;
using Rag.Application.Chat;
using Rag.Application.Retrieval;
using Rag.Infrastructure.EmbeddedIndex;
using Rag.Infrastructure.Onnx;

namespace Rag.Infrastructure.Embeddings;

/// <summary>
/// Chooses the model that made the index, or the one that the settings name for an empty index, and loads it while the port is already open.
/// A folder that cannot be loaded ends the process with its sentence; a provider may come back, so it is asked until it answers.
/// </summary>
internal sealed partial class IndexModelLoading(
    ModelInForce inForce, IEmbeddingEngines engines, IVectorIndex vectors, TimeProvider time, ILogger<IndexModelLoading> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var start = time.GetTimestamp();
        try
        {
            var engine = await ChooseAsync(stoppingToken);
            await LoadAsync(engine, stoppingToken);
            var elapsed = time.GetElapsedTime(start).TotalMilliseconds;
            ModelLoaded(engine.Name, engine.Dimension, elapsed);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it was ready.
        }
        catch (EmbeddingModelException exception)
        {
            ModelRefused(exception.Message);
            throw;
        }
    }

    private async Task<IEmbeddingEngine> ChooseAsync(CancellationToken cancellationToken)
    {
        var made = await FindIndexModelAsync(cancellationToken);
        var other = made is null || made == engines.WantedName ? null : engines.Find(made);
        if (other is not null)
        {
            OtherModel(made!, engines.WantedName);
            inForce.Use(other);
            return other;
        }

        var wanted = engines.Find(engines.WantedName)
            ?? throw new EmbeddingModelException($"The embedding model {engines.WantedName} is no longer there. Copy its folder again, whole.");
        var missing = made == engines.WantedName ? null : made;
        if (missing is not null)
        {
            ModelMissing(missing);
        }

        inForce.Use(wanted, missing);
        return wanted;
    }

    private async Task<string?> FindIndexModelAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var index = await vectors.DescribeAsync(cancellationToken);
                return index.Count > 0 ? index.Model : null;
            }
            catch (VectorFileDamagedException exception)
            {
                // Told by the health check too. What cannot be read names no model.
                IndexUnknown(exception);
                return null;
            }
            catch (StoreUnavailableException exception)
            {
                IndexUnknown(exception);
                await Task.Delay(TimeSpan.FromSeconds(2), time, cancellationToken);
            }
        }
    }

    private async Task LoadAsync(IEmbeddingEngine engine, CancellationToken cancellationToken)
    {
        string? told = null;
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await engines.LoadAsync(engine, cancellationToken);
                return;
            }
            catch (ModelException fault)
            {
                if (told != fault.Error.Code)
                {
                    told = fault.Error.Code;
                    ModelOutOfReach(engine.Name, fault.Error.Code, fault.Error.Detail);
                }

                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Embedding model {Model} ({Dimension} dimensions) loaded in {Milliseconds:F0} ms")]
    private partial void ModelLoaded(string model, int dimension, double milliseconds);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The embedding model cannot be loaded: {Reason}")]
    private partial void ModelRefused(string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The index was made with {Model} and goes on with it; EMBEDDING_MODEL names {Wanted}. POST /api/v1/rag/rebuild changes over")]
    private partial void OtherModel(string model, string wanted);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The index was made with {Model}, which is not here: nothing can be found until POST /api/v1/rag/rebuild has made it anew")]
    private partial void ModelMissing(string model);

    [LoggerMessage(Level = LogLevel.Error, Message = "The index does not say which model made it")]
    private partial void IndexUnknown(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Embedding model {Model} cannot be used: {Code}. {Sentence} Trying again until it can")]
    private partial void ModelOutOfReach(string model, string code, string sentence);
}
