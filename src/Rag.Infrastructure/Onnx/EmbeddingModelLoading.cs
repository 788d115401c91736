using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Rag.Infrastructure.Onnx;

/// <summary>Loads the model while the port is already open. A model that cannot be loaded ends the process with status 78.</summary>
internal sealed partial class EmbeddingModelLoading(
    OnnxEmbeddingModel model, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<EmbeddingModelLoading> logger) : BackgroundService
{
    /// <summary>EX_CONFIG of sysexits.h, as for every other fault of the configuration.</summary>
    public const int ConfigurationFault = 78;

    /// <summary>EX_SOFTWARE.</summary>
    private const int InternalFault = 70;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
            Stop(ConfigurationFault);
        }
        catch (Exception exception)
        {
            LoadingFailed(exception);
            Stop(InternalFault);
        }
    }

    private void Stop(int exitCode)
    {
        Environment.ExitCode = exitCode;
        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Embedding model {Model} ({Dimension} dimensions) loaded in {Milliseconds:F0} ms")]
    private partial void ModelLoaded(string model, int dimension, double milliseconds);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The embedding model cannot be loaded: {Reason}")]
    private partial void ModelRefused(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Loading the embedding model failed for a reason that is not in its files")]
    private partial void LoadingFailed(Exception exception);
}
