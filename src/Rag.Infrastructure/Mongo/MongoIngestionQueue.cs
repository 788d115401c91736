using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Domain.Results;
using Rag.Infrastructure.Ingestion;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// The queue inside the documents. Claiming and giving back change a document's revision, so that nobody who read it before can
/// overwrite them; renewing does not, so that its owner's next save is not refused because of its own progress.
/// </summary>
internal sealed class MongoIngestionQueue(MongoDatabase database, TimeProvider time) : IIngestionQueue
{
    private static readonly BsonDocument OldestFirst = new() { { "pending.uploaded_at", 1 }, { "_id", 1 } };

    private readonly WorkSignal _signal = new(time);

    public Task<IngestionJob?> ClaimAsync(TimeSpan lease, CancellationToken cancellationToken) =>
        _signal.ClaimAsync(() => database.RunAsync((mongo, limited) => ClaimAsync(mongo, lease, limited), cancellationToken));

    public Task<bool> RenewAsync(IngestionJob job, double progress, TimeSpan lease, CancellationToken cancellationToken) => UpdateAsync(
        job,
        new BsonDocument("$set", new BsonDocument
        {
            { "pending.progress", progress }, { "pending.lease_until", (time.GetUtcNow() + lease).ToBson() },
        }),
        cancellationToken);

    public Task HandBackAsync(IngestionJob job, CancellationToken cancellationToken) =>
        QueueAgainAsync(job, TimeSpan.Zero, attemptsTakenBack: 1, cancellationToken);

    public Task RetryLaterAsync(IngestionJob job, TimeSpan delay, CancellationToken cancellationToken) =>
        QueueAgainAsync(job, delay, attemptsTakenBack: 0, cancellationToken);

    public void Announce() => _signal.Announce();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    private async Task<IngestionJob?> ClaimAsync(IMongoDatabase mongo, TimeSpan lease, CancellationToken cancellationToken)
    {
        var (now, owner) = (time.GetUtcNow(), RandomIds.NewKey());
        var due = new BsonDocument("$lte", now.ToBson());
        var claimable = new BsonDocument("$or", new BsonArray
        {
            new BsonDocument { { "pending.status", "queued" }, { "pending.not_before", due } },
            new BsonDocument { { "pending.status", "processing" }, { "pending.lease_until", due } },
        });
        var claim = new BsonDocument
        {
            {
                "$set", new BsonDocument
                {
                    { "pending.status", "processing" }, { "pending.progress", 0.0 }, { "pending.owner", owner.ToBson() },
                    { "pending.lease_until", (now + lease).ToBson() },
                }
            },
            { "$inc", new BsonDocument { { "pending.attempt", 1 }, { "revision", 1L } } },
        };
        var claimed = await MongoDocumentRepository.Documents(mongo).FindOneAndUpdateAsync<BsonDocument>(
            claimable, claim,
            new FindOneAndUpdateOptions<BsonDocument> { Sort = OldestFirst, ReturnDocument = ReturnDocument.After }, cancellationToken);
        return claimed?.DocumentOrNull("pending") is { } pending
            ? new IngestionJob(new DocumentId(claimed.Id("_id")), pending.Int("number"), pending.Int("attempt"), owner)
            : null;
    }

    private Task<bool> QueueAgainAsync(IngestionJob job, TimeSpan delay, int attemptsTakenBack, CancellationToken cancellationToken) => UpdateAsync(
        job,
        new BsonDocument
        {
            {
                "$set", new BsonDocument
                {
                    { "pending.status", "queued" }, { "pending.progress", 0.0 }, { "pending.owner", BsonNull.Value },
                    { "pending.not_before", (time.GetUtcNow() + delay).ToBson() },
                }
            },
            { "$inc", new BsonDocument { { "pending.attempt", -attemptsTakenBack }, { "revision", 1L } } },
        },
        cancellationToken);

    private Task<bool> UpdateAsync(IngestionJob job, BsonDocument update, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var claimed = new BsonDocument
            {
                { "_id", job.Document.Value.ToBson() }, { "pending.number", job.Version }, { "pending.status", "processing" },
                { "pending.owner", job.Owner.ToBson() },
            };
            return (await MongoDocumentRepository.Documents(mongo).UpdateOneAsync(claimed, update, cancellationToken: limited)).MatchedCount == 1;
        },
        cancellationToken);
}
