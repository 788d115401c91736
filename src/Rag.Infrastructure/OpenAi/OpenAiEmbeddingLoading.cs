using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Application.Chat;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.OpenAi;

/// <summary>
/// Learns what has to be known of the embedding model while the port is already open, and goes on trying: a provider may come back,
/// and a key may be let in, without a restart here.
/// </summary>
internal sealed partial class OpenAiEmbeddingLoading(IEmbeddingModel model, TimeProvider time, ILogger<OpenAiEmbeddingLoading> logger)
    : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (model is not OpenAiEmbeddingModel remote)
        {
            return;
        }

        string? told = null;
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await remote.LearnAsync(stoppingToken);
                ModelLearnt(remote.Name, remote.Dimension, remote.Similarity.Zero, remote.Similarity.One);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (ModelException fault)
            {
                if (told != fault.Error.Code)
                {
                    told = fault.Error.Code;
                    ModelOutOfReach(remote.Name, fault.Error.Code, fault.Error.Detail);
                }

                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Embedding model {Model} answers ({Dimension} dimensions, similarity from {Zero:F3} to {One:F3})")]
    private partial void ModelLearnt(string model, int dimension, double zero, double one);

    [LoggerMessage(Level = LogLevel.Error, Message = "Embedding model {Model} cannot be used: {Code}. {Sentence} Trying again until it can")]
    private partial void ModelOutOfReach(string model, string code, string sentence);
}
