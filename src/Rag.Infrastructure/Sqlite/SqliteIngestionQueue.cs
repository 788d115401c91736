using Microsoft.Data.Sqlite;
using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Domain.Results;
using Rag.Infrastructure.Ingestion;

namespace Rag.Infrastructure.Sqlite;

/// <summary>
/// The queue on the rows of the versions. Claiming and giving back change a document's revision, so that nobody who read it
/// before can overwrite them; renewing does not, so that its owner's next save is not refused because of its own progress.
/// </summary>
internal sealed class SqliteIngestionQueue(SqliteDatabase database, TimeProvider time) : IIngestionQueue
{
    private readonly WorkSignal _signal = new(time);

    public Task<IngestionJob?> ClaimAsync(TimeSpan lease, CancellationToken cancellationToken) => _signal.ClaimAsync(
        () => database.WriteAsync(connection => Claim(connection, RandomIds.NewKey(), lease), cancellationToken));

    public Task<bool> RenewAsync(IngestionJob job, double progress, TimeSpan lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE document_versions SET progress = @progress, lease_until = @until
                WHERE document_id = @document AND number = @number AND status = 'processing' AND owner = @owner
                """,
                ("@document", job.Document.Value.ToColumn()), ("@number", job.Version), ("@owner", job.Owner.ToColumn()),
                ("@progress", progress), ("@until", (time.GetUtcNow() + lease).ToColumn())) == 1,
            cancellationToken);

    public Task HandBackAsync(IngestionJob job, CancellationToken cancellationToken) =>
        QueueAgainAsync(job, TimeSpan.Zero, attemptsTakenBack: 1, cancellationToken);

    public Task RetryLaterAsync(IngestionJob job, TimeSpan delay, CancellationToken cancellationToken) =>
        QueueAgainAsync(job, delay, attemptsTakenBack: 0, cancellationToken);

    public void Announce() => _signal.Announce();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    private IngestionJob? Claim(SqliteConnection connection, Guid owner, TimeSpan lease)
    {
        var now = time.GetUtcNow();
        var job = connection.FindOne(
            """
            UPDATE document_versions
            SET status = 'processing', progress = 0, owner = @owner, lease_until = @until, not_before = NULL, attempt = attempt + 1
            WHERE (document_id, number) = (
                SELECT document_id, number FROM document_versions
                WHERE status IN ('queued', 'processing')
                    AND ((status = 'queued' AND coalesce(not_before, '') <= @now)
                        OR (status = 'processing' AND coalesce(lease_until, '') <= @now))
                ORDER BY uploaded_at, document_id
                LIMIT 1)
            RETURNING document_id, number, attempt
            """,
            row => new IngestionJob(new DocumentId(row.Id("document_id")), row.Int("number"), row.Int("attempt"), owner),
            ("@owner", owner.ToColumn()), ("@now", now.ToColumn()), ("@until", (now + lease).ToColumn()));
        if (job is not null)
        {
            ChangeRevision(connection, job.Document);
        }

        return job;
    }

    private Task QueueAgainAsync(IngestionJob job, TimeSpan delay, int attemptsTakenBack, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                var isOurs = connection.Execute(
                    """
                    UPDATE document_versions
                    SET status = 'queued', progress = 0, owner = NULL, lease_until = NULL, not_before = @notBefore,
                        attempt = attempt - @takenBack
                    WHERE document_id = @document AND number = @number AND status = 'processing' AND owner = @owner
                    """,
                    ("@document", job.Document.Value.ToColumn()), ("@number", job.Version), ("@owner", job.Owner.ToColumn()),
                    ("@notBefore", (time.GetUtcNow() + delay).ToColumn()), ("@takenBack", attemptsTakenBack)) == 1;
                if (isOurs)
                {
                    ChangeRevision(connection, job.Document);
                }
            },
            cancellationToken);

    private static void ChangeRevision(SqliteConnection connection, DocumentId document) => connection.Execute(
        "UPDATE documents SET revision = revision + 1 WHERE id = @id", ("@id", document.Value.ToColumn()));
}
