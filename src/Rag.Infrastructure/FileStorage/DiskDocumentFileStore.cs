using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Rag.Application.Documents;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.FileStorage;

/// <summary>
/// PDFs as files of one folder. A file is received in a folder below it, on the same file system, and gets its name by a rename
/// once its bytes are on the disk: under a final name there is never half a file.
/// </summary>
internal sealed class DiskDocumentFileStore(IOptions<StorageOptions> options, TimeProvider time) : IDocumentFileStore
{
    /// <summary>No upload takes this long, so an older staged file belongs to a process that ended.</summary>
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(24);

    private readonly string _folder = options.Value.PdfsPath;

    private string StagingFolder => Path.Combine(_folder, ".staging");

    public async Task<StoredFile?> SaveAsync(Stream content, long limit, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(StagingFolder);
        var key = StoredFileName.New();
        var staged = Path.Combine(StagingFolder, key);
        try
        {
            var stored = await CopyAsync(content, staged, key, limit, cancellationToken);
            if (stored is not null)
            {
                File.Move(staged, Path.Combine(_folder, key));
                FlushNames();
            }

            return stored;
        }
        finally
        {
            // After the move there is nothing here any more, and removing nothing is no error.
            File.Delete(staged);
        }
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<Stream?>(StoredFileName.IsOurs(key) ? Open(Path.Combine(_folder, key)) : null);
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = Path.Combine(_folder, key);
        if (StoredFileName.IsOurs(key) && File.Exists(path))
        {
            // Flushed, so that a power cut does not bring back what somebody was told is gone.
            File.Delete(path);
            FlushNames();
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<FileInStore> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var folder = new DirectoryInfo(_folder);
        foreach (var file in folder.Exists ? folder.EnumerateFiles() : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (StoredFileName.IsOurs(file.Name))
            {
                yield return new FileInStore(file.Name, new DateTimeOffset(file.LastWriteTimeUtc));
            }
        }
    }

    /// <summary>Removes what uploads of ended processes left behind.</summary>
    public void RemoveLeftovers()
    {
        if (!Directory.Exists(StagingFolder))
        {
            return;
        }

        var oldest = (time.GetUtcNow() - LeftoverAge).UtcDateTime;
        foreach (var file in new DirectoryInfo(StagingFolder).EnumerateFiles().Where(file => file.LastWriteTimeUtc < oldest))
        {
            file.Delete();
        }
    }

    private static async Task<StoredFile?> CopyAsync(
        Stream content, string path, string key, long limit, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        });
        var measured = await MeasuredCopy.RunAsync(content, limit, file.WriteAsync, cancellationToken);
        if (measured is { } copied)
        {
            file.Flush(flushToDisk: true);
            return new StoredFile(key, copied.Size, copied.Hash);
        }

        return null;
    }

    private static FileStream? Open(string path)
    {
        try
        {
            // Sharing deletion lets Windows remove a file while somebody still reads it, as Unix always does.
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous,
            });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void FlushNames()
    {
        if (!OperatingSystem.IsWindows())
        {
            UnixCalls.FlushDirectory(_folder);
        }
    }
}
