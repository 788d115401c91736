using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.Lucene;

/// <summary>Opens the full text beside the start, and makes it again there if need be, so that the first question finds it ready.</summary>
internal sealed partial class LexicalIndexLoader(ILexicalIndex index, ILogger<LexicalIndexLoader> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await index.CatchUpAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // No reason to end the process: whoever searches catches up first and gets the exception if it is still there.
            CatchUpFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The full text could not catch up at the start")]
    private partial void CatchUpFailed(Exception exception);
}
