using System.Runtime.InteropServices;
using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Infrastructure.EmbeddedIndex;

namespace Rag.Infrastructure.Mongo;

/// <summary>A step in the life of a generation's vectors, in the order in which it was stored.</summary>
internal abstract record VectorChange(long Sequence)
{
    public sealed record Added(long Sequence, StoredVector Vector) : VectorChange(Sequence);

    /// <param name="Version">Null: all of the document's.</param>
    public sealed record Removed(long Sequence, DocumentId Document, int? Version) : VectorChange(Sequence);
}

/// <summary>Vectors and their change feed: two collections, put in order by the numbers that <see cref="FeedNumbers"/> gives.</summary>
internal static class VectorRecords
{
    private static readonly BsonDocument BySequence = new("sequence", 1);

    public static Task WriteAsync(
        IMongoDatabase mongo, VectorGeneration generation, IReadOnlyList<StoredVector> vectors, CancellationToken cancellationToken) => FeedNumbers.WriteAsync(
        mongo, MongoNames.VectorFeed, vectors.Count,
        first => Vectors(mongo).BulkWriteAsync(
            vectors.Select((vector, i) => From(generation, first + i, vector))
                .Select(record => new ReplaceOneModel<BsonDocument>(new BsonDocument("_id", record["_id"]), record) { IsUpsert = true }),
            cancellationToken: cancellationToken),
        cancellationToken);

    /// <summary>Removes vectors and tells those who follow.</summary>
    public static Task RemoveAsync(
        IMongoDatabase mongo, VectorGeneration generation, DocumentId document, int? version, CancellationToken cancellationToken) => FeedNumbers.WriteAsync(
        mongo, MongoNames.VectorFeed, count: 1,
        async sequence =>
        {
            var removal = Of(generation, document, version);
            removal.InsertAt(0, new BsonElement("_id", $"{generation.Id}:{document}:{version}"));
            removal["sequence"] = sequence;
            await Removed(mongo).ReplaceOneAsync(
                new BsonDocument("_id", removal["_id"]), removal, new ReplaceOptions { IsUpsert = true }, cancellationToken);
            await DeleteAsync(mongo, generation, document, version, cancellationToken);
        },
        cancellationToken);

    /// <summary>Removes vectors that nobody follows yet.</summary>
    public static Task DeleteAsync(
        IMongoDatabase mongo, VectorGeneration generation, DocumentId document, int? version, CancellationToken cancellationToken) =>
        Vectors(mongo).DeleteManyAsync(Of(generation, document, version), cancellationToken);

    /// <summary>Removes all of some generations.</summary>
    /// <param name="mongo">The database.</param>
    /// <param name="which">A condition on their ids.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public static async Task DeleteGenerationsAsync(IMongoDatabase mongo, BsonValue which, CancellationToken cancellationToken)
    {
        await Vectors(mongo).DeleteManyAsync(new BsonDocument("generation", which), cancellationToken);
        await Removed(mongo).DeleteManyAsync(new BsonDocument("generation", which), cancellationToken);
    }

    public static Task<bool> AnyAsync(IMongoDatabase mongo, VectorGeneration generation, CancellationToken cancellationToken) =>
        Vectors(mongo).Find(new BsonDocument("generation", generation.Id)).AnyAsync(cancellationToken);

    public static async Task<IReadOnlyList<VectorChange>> ReadChangesAsync(
        IMongoDatabase mongo, VectorGeneration generation, long after, long last, int count, CancellationToken cancellationToken)
    {
        var between = new BsonDocument { { "generation", generation.Id }, { "sequence", new BsonDocument { { "$gt", after }, { "$lte", last } } } };
        var added = await Vectors(mongo).Find(between).Sort(BySequence).Limit(count).ToListAsync(cancellationToken);
        var removed = await Removed(mongo).Find(between).Sort(BySequence).Limit(count).ToListAsync(cancellationToken);
        return
        [
            .. added.Select(record => (VectorChange)new VectorChange.Added(record.Long("sequence"), ToVector(record)))
                .Concat(removed.Select(record => new VectorChange.Removed(
                    record.Long("sequence"), new DocumentId(record.Id("document_id")), record.IntOrNull("version"))))
                .OrderBy(change => change.Sequence).Take(count),
        ];
    }

    private static IMongoCollection<BsonDocument> Vectors(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.Vectors);

    private static IMongoCollection<BsonDocument> Removed(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.RemovedVectors);

    private static BsonDocument Of(VectorGeneration generation, DocumentId document, int? version)
    {
        var of = new BsonDocument { { "generation", generation.Id }, { "document_id", document.Value.ToBson() } };
        return version is { } number ? of.Add("version", number) : of;
    }

    private static BsonDocument From(VectorGeneration generation, long sequence, StoredVector vector) => new()
    {
        { "_id", $"{generation.Id}:{vector.Id}" },
        { "generation", generation.Id },
        { "sequence", sequence },
        { "document_id", vector.Id.Document.Value.ToBson() },
        { "version", vector.Id.Version },
        { "chunk_index", vector.Id.Index },
        { "source", vector.Source },
        { "page", vector.Page },
        { "content_hash", vector.ContentHash },
        { "word_count", vector.Words },
        { "char_count", vector.Characters },
        // Little-endian floats, as every machine has them that .NET runs on.
        { "vector", new BsonBinaryData(MemoryMarshal.AsBytes(vector.Vector.Span).ToArray()) },
    };

    private static StoredVector ToVector(BsonDocument record) => new(
        new ChunkId(new DocumentId(record.Id("document_id")), record.Int("version"), record.Int("chunk_index")), record.Text("source"), record.Int("page"),
        record.Text("content_hash"), record.Int("word_count"), record.Int("char_count"),
        MemoryMarshal.Cast<byte, float>(record["vector"].AsByteArray).ToArray());
}
