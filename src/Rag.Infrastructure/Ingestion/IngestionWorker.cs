using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Ingestion;
using Rag.Application.Telemetry;
using Rag.Domain.Results;

namespace Rag.Infrastructure.Ingestion;

/// <summary>Takes jobs from the queue, several at once; what fails is tried again later and never holds up the others.</summary>
internal sealed partial class IngestionWorker(
    IIngestionQueue queue,
    IServiceScopeFactory scopes,
    IOptions<IngestionOptions> options,
    RagMetrics metrics,
    TimeProvider time,
    ILogger<IngestionWorker> logger) : BackgroundService
{
    /// <summary>How long a job can lie unseen when its announcement was lost, or when a claim has run out.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.MaxConcurrentDocuments).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken)));

    /// <summary>Takes one job and does it.</summary>
    /// <returns>False: there is none.</returns>
    internal async Task<bool> WorkOnceAsync(CancellationToken stopping)
    {
        if (await queue.ClaimAsync(options.Value.Lease, stopping) is not { } job)
        {
            return false;
        }

        await RunAsync(job, stopping);
        return true;
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await WorkOnceAsync(stopping))
                {
                    await queue.WaitAsync(LongestWait, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The queue itself is out of reach. The worker outlives that, or nothing would be indexed until the next start.
                QueueFailed(exception);
                await Task.Delay(LongestWait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunAsync(IngestionJob job, CancellationToken stopping)
    {
        var progress = new IngestionProgress();
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await using var claim = new ClaimKeeper(queue, job, progress, options.Value.Lease, time, work, logger);
        try
        {
            var outcome = await SendAsync(new IndexDocument(job, progress), work.Token);
            if (!outcome.IsSuccess)
            {
                await SendAsync(new AbandonVersion(job), CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await queue.HandBackAsync(job, CancellationToken.None);
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            ClaimLost(job.Document.Value, job.Version);
            await SendAsync(new AbandonVersion(job), CancellationToken.None);
        }
        catch (Exception exception)
        {
            metrics.IngestionEnded(IngestionEnd.Retried);
            AttemptFailed(exception, job.Document.Value, job.Version, job.Attempt);
            await queue.RetryLaterAsync(job, job.RetryDelay, CancellationToken.None);
        }
    }

    private async Task<Result> SendAsync(IRequest<Result> request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The ingestion queue did not answer; trying again")]
    private partial void QueueFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Document {DocumentId} version {Version} was replaced, deleted or taken over; work on it ends")]
    private partial void ClaimLost(Guid documentId, int version);

    [LoggerMessage(Level = LogLevel.Error, Message = "Indexing document {DocumentId} version {Version} failed in attempt {Attempt}")]
    private partial void AttemptFailed(Exception exception, Guid documentId, int version, int attempt);
}
