using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application;

namespace Rag.Infrastructure.Mongo;

/// <summary>Once at the start and then every day: removes what uploads of processes that were killed left in GridFS. Harmless when several instances do it.</summary>
internal sealed partial class UnfinishedUploads(
    MongoDocumentFileStore files, IOptions<StorageOptions> storage, TimeProvider time, ILogger<UnfinishedUploads> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(24);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (storage.Value.PdfStorage == PdfStorage.MongoDb && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await files.RemoveLeftoversAsync(stoppingToken) is > 0 and var uploads)
                {
                    LeftoversRemoved(uploads);
                }
            }
            catch (StoreUnavailableException exception)
            {
                NotRemoved(exception);
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "What {Uploads} uploads of ended processes had left was removed")]
    private partial void LeftoversRemoved(int uploads);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What uploads of ended processes left could not be looked for; the next attempt is in a day")]
    private partial void NotRemoved(Exception exception);
}
