using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.GridFS;
using Rag.Application.Documents;
using Rag.Domain.Documents;
using Rag.Infrastructure.FileStorage;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// PDFs in GridFS, so that instances need no disk in common. GridFS writes the pieces first and the file's own record last: a file
/// that is there is whole, and pieces without a record are an upload that came to nothing.
/// </summary>
internal sealed class MongoDocumentFileStore(MongoDatabase database, TimeProvider time) : IDocumentFileStore
{
    /// <summary>Pieces that go to the server together, 2 MB: what an upload holds in memory. The driver's own 16 MB would be too much for many at once.</summary>
    private const int PiecesPerWrite = 8;

    /// <summary>No upload takes this long, so older pieces without a record belong to a process that ended.</summary>
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(24);

    private GridFSBucket<string>? _bucket;

    public async Task<StoredFile?> SaveAsync(Stream content, long limit, CancellationToken cancellationToken)
    {
        var key = StoredFileName.New();
        StoredFile? stored = null;
        try
        {
            return stored = await WriteAsync(content, key, limit, cancellationToken);
        }
        finally
        {
            if (stored is null)
            {
                await DeleteAsync(key, CancellationToken.None);
            }
        }
    }

    public async Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        if (!StoredFileName.IsOurs(key))
        {
            return null;
        }

        try
        {
            var content = await database.RunAsync(
                (mongo, limited) => Bucket(mongo).OpenDownloadStreamAsync(key, new GridFSDownloadOptions { Seekable = true }, limited), cancellationToken);
            return new MongoFileStream(database, content);
        }
        catch (GridFSFileNotFoundException)
        {
            return null;
        }
    }

    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        if (!StoredFileName.IsOurs(key))
        {
            return;
        }

        try
        {
            await database.RunAsync((mongo, limited) => Bucket(mongo).DeleteAsync(key, limited), cancellationToken);
        }
        catch (GridFSFileNotFoundException)
        {
            // The driver says so after it has removed the pieces, where there were any.
        }
    }

    public async IAsyncEnumerable<FileInStore> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = await database.RunAsync(
            (mongo, limited) => Files(mongo).Find(new BsonDocument()).Project(new BsonDocument("uploadDate", 1)).ToListAsync(limited), cancellationToken);
        foreach (var file in files.Where(file => file["_id"].IsString && StoredFileName.IsOurs(file["_id"].AsString)))
        {
            yield return new FileInStore(file["_id"].AsString, file.Time("uploadDate"));
        }
    }

    /// <summary>Removes what uploads of ended processes left behind.</summary>
    /// <returns>How many uploads that were.</returns>
    public async Task<int> RemoveLeftoversAsync(CancellationToken cancellationToken)
    {
        var oldest = StoredFileName.BoundaryAt(time.GetUtcNow() - LeftoverAge);
        var begun = await database.RunAsync(
            (mongo, limited) => mongo.GetCollection<BsonDocument>(MongoNames.PdfBucket + ".chunks")
                .Find(new BsonDocument { { "files_id", new BsonDocument("$lt", oldest) }, { "n", 0 } })
                .Project(new BsonDocument("files_id", 1)).ToListAsync(limited),
            cancellationToken);
        var left = begun.Select(piece => piece["files_id"].AsString).ToHashSet();
        await foreach (var file in ListAsync(cancellationToken))
        {
            left.Remove(file.Key);
        }

        foreach (var key in left)
        {
            await DeleteAsync(key, cancellationToken);
        }

        return left.Count;
    }

    // Each call has the limit of one operation, so an upload may last as long as its client takes and no longer than the server does.
    private async Task<StoredFile?> WriteAsync(Stream content, string key, long limit, CancellationToken cancellationToken)
    {
        // Not disposed: to dispose it is to finish the file, however it came to an end. It holds nothing of the server's.
        var upload = await database.RunAsync(
            (mongo, limited) => Bucket(mongo).OpenUploadStreamAsync(key, key, new GridFSUploadOptions { BatchSize = PiecesPerWrite }, limited), cancellationToken);
        var measured = await MeasuredCopy.RunAsync(
            content, limit,
            (piece, token) => new ValueTask(database.RunAsync((_, limited) => upload.WriteAsync(piece, limited).AsTask(), token)),
            cancellationToken);
        if (measured is not { } copied)
        {
            return null;
        }

        await database.RunAsync((_, limited) => upload.CloseAsync(limited), cancellationToken);
        return new StoredFile(key, copied.Size, copied.Hash);
    }

    private static IMongoCollection<BsonDocument> Files(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.PdfBucket + ".files");

    // One, because it remembers that it has made its indexes.
    private GridFSBucket<string> Bucket(IMongoDatabase mongo) =>
        _bucket ??= new GridFSBucket<string>(mongo, new GridFSBucketOptions { BucketName = MongoNames.PdfBucket });
}
