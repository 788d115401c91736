using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.Onnx;

/// <summary>
/// Loads the model while the port is already open. A failure leaves by the service's own task: the host stops, and the process ends
/// with status 78 and the exception's sentence.
/// </summary>
internal sealed partial class EmbeddingModelLoading(
    IEmbeddingModel chosen, TimeProvider time, ILogger<EmbeddingModelLoading> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (chosen is not OnnxEmbeddingModel model)
        {
            return;
        }

        var start = time.GetTimestamp();
        try
        {
            await model.LoadAsync(stoppingToken);
            var elapsed = time.GetElapsedTime(start).TotalMilliseconds;
            ModelLoaded(model.Name, model.Dimension, elapsed);
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Embedding model {Model} ({Dimension} dimensions) loaded in {Milliseconds:F0} ms")]
    private partial void ModelLoaded(string model, int dimension, double milliseconds);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The embedding model cannot be loaded: {Reason}")]
    private partial void ModelRefused(string reason);
}
