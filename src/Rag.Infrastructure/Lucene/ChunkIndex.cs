using System.Globalization;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Rag.Application.Passages;

namespace Rag.Infrastructure.Lucene;

/// <summary>The index files, open: one writer, any number of searches, and how far into the passages' changes they are.</summary>
internal sealed class ChunkIndex : IDisposable
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;
    private const string SchemaKey = "schema";
    private const string SequenceKey = "sequence";

    private readonly FileStream _ownership;
    private readonly FSDirectory _directory;
    private readonly IndexWriter _writer;
    private readonly SearcherManager _searchers;

    private ChunkIndex(FileStream ownership, FSDirectory directory, IndexWriter writer, SearcherManager searchers, long sequence)
    {
        _ownership = ownership;
        _directory = directory;
        _writer = writer;
        _searchers = searchers;
        Sequence = sequence;
    }

    /// <summary>The last change that has been applied; 0: none.</summary>
    public long Sequence { get; private set; }

    /// <summary>Opens what is there, or begins anew. Damaged files make Lucene throw almost anything.</summary>
    /// <exception cref="FullTextInUseException">Another process has the index.</exception>
    public static ChunkIndex Open(string path)
    {
        // Lucene's own lock let a second process in on Linux (seen with beta00017). This one is the system's, and goes with the process.
        var ownership = TakeOwnership(path);
        var directory = FSDirectory.Open(path, NoLockFactory.GetNoLockFactory());
        IndexWriter? writer = null;
        try
        {
            writer = new IndexWriter(directory, Settings());
            if (!DirectoryReader.IndexExists(directory))
            {
                Stamp(writer, 0);
                writer.Commit();
            }

            var sequence = Check(directory);
            return new ChunkIndex(ownership, directory, writer, new SearcherManager(directory, new Searchers()), sequence);
        }
        catch
        {
            writer?.Rollback();
            directory.Dispose();
            ownership.Dispose();
            throw;
        }
    }

    public void Apply(PassageChange change)
    {
        switch (change)
        {
            case PassageChange.Added added:
                _writer.UpdateDocument(ChunkFields.IdTerm(added.Chunk.Id), ChunkFields.ToDocument(added.Chunk));
                break;
            case PassageChange.Removed removed:
                _writer.DeleteDocuments(ChunkFields.VersionTerm(removed.Document, removed.Version));
                break;
            default:
                throw new InvalidOperationException($"A {change.GetType().Name} is no change that the full text knows.");
        }
    }

    /// <summary>Makes what was applied durable and visible.</summary>
    public void Commit(long sequence)
    {
        Stamp(_writer, sequence);
        _writer.Commit();
        Sequence = sequence;
        _searchers.MaybeRefreshBlocking();
    }

    public T Search<T>(Func<IndexSearcher, T> search)
    {
        var searcher = _searchers.Acquire();
        try
        {
            return search(searcher);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    /// <summary>Closes without a commit: what was not committed is read again from the passages.</summary>
    public void Dispose()
    {
        _searchers.Dispose();
        _writer.Rollback();
        _directory.Dispose();
        _ownership.Dispose();
    }

    private static FileStream TakeOwnership(string path)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            // Beside the folder, which is deleted when the index is made again.
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new FullTextInUseException(path, exception);
        }
    }

    private static IndexWriterConfig Settings() => new(Version, new KeywordAnalyzer())
    {
        OpenMode = OpenMode.CREATE_OR_APPEND,
        Similarity = ChunkSimilarity.Shared,

        // The default merges on threads of its own, where a full disk would be an unhandled exception and end the process.
        MergeScheduler = new SerialMergeScheduler(),
    };

    private static void Stamp(IndexWriter writer, long sequence) => writer.SetCommitData(new Dictionary<string, string>
    {
        [SchemaKey] = ChunkFields.Schema,
        [SequenceKey] = sequence.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>Reads all files against their checksums, some 30 MB for 100,000 chunks, and says how far they are.</summary>
    private static long Check(FSDirectory directory)
    {
        using var reader = DirectoryReader.Open(directory);
        foreach (var segment in reader.Leaves)
        {
            segment.AtomicReader.CheckIntegrity();
        }

        var stamp = reader.IndexCommit.UserData;
        return stamp.TryGetValue(SchemaKey, out var schema) && schema == ChunkFields.Schema
            ? long.Parse(stamp[SequenceKey], CultureInfo.InvariantCulture)
            : throw new CorruptIndexException($"The schema is {schema ?? "unknown"}, this version reads {ChunkFields.Schema}.");
    }

    private sealed class Searchers : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = ChunkSimilarity.Shared };
    }
}
