using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Rag.Infrastructure.Sqlite;

/// <summary>
/// Gives back at the start what a process that was killed had claimed, instead of waiting until its leases run out. Only where no
/// other process is alive on this database, which a lock on a file beside it tells: the system releases it however its holder ends.
/// </summary>
internal sealed partial class LostClaims(SqliteDatabase database, IOptions<StorageOptions> options, ILogger<LostClaims> logger) : IDisposable
{
    private FileStream? _alive;

    public async Task HandBackAsync(CancellationToken cancellationToken)
    {
        if (!IsAlone())
        {
            // Its claims are not lost, and those of a third one run out by themselves.
            return;
        }

        // The attempt counts: it may have been the document that ended the process.
        var count = await database.WriteAsync(
            connection =>
            {
                connection.Execute(
                    """
                    UPDATE documents SET revision = revision + 1
                    WHERE id IN (SELECT document_id FROM document_versions WHERE status = 'processing')
                    """);
                return connection.Execute(
                    """
                    UPDATE document_versions SET status = 'queued', progress = 0, owner = NULL, lease_until = NULL, not_before = NULL
                    WHERE status = 'processing'
                    """);
            },
            cancellationToken);
        if (count > 0)
        {
            HandedBack(count);
        }
    }

    public void Dispose() => _alive?.Dispose();

    private bool IsAlone()
    {
        try
        {
            _alive = new FileStream($"{options.Value.DatabaseFile}.alive", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} documents that an earlier process was working on are queued again")]
    private partial void HandedBack(int count);
}
