using Microsoft.Extensions.Options;
using Rag.Application.Consistency;

namespace Rag.Infrastructure.FileStorage;

/// <summary>The files of PDFS_DIR that end in .pdf and whose names we did not make.</summary>
internal sealed class DiskFoundFiles(IOptions<StorageOptions> options) : IFoundFiles
{
    // Links too are files here: their content is taken in, and removing one leaves what it points to.
    private static readonly EnumerationOptions FolderItself = new()
    {
        RecurseSubdirectories = false,
        AttributesToSkip = FileAttributes.Directory,
        IgnoreInaccessible = true,
    };

    private readonly string _folder = options.Value.PdfsPath;

    public Task<IReadOnlyList<FoundFile>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var folder = new DirectoryInfo(_folder);
        IReadOnlyList<FoundFile> found = !folder.Exists ? [] :
        [
            .. from file in folder.EnumerateFiles("*", FolderItself)
               where file.Extension.Equals(".pdf", StringComparison.OrdinalIgnoreCase) && !StoredFileName.IsOurs(file.Name)
               orderby file.Name
               select new FoundFile(file.Name, file.Exists ? file.Length : 0, new DateTimeOffset(file.LastWriteTimeUtc)),
        ];
        return Task.FromResult(found);
    }

    public Task<Stream?> OpenAsync(FoundFile file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(file), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            }));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<bool> RemoveAsync(FoundFile file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var now = new FileInfo(PathOf(file));
            if (!now.Exists)
            {
                return Task.FromResult(true);
            }

            if (now.Length != file.Size || now.LastWriteTimeUtc != file.WrittenAt.UtcDateTime)
            {
                return Task.FromResult(false);
            }

            now.Delete();
            return Task.FromResult(true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(false);
        }
    }

    private string PathOf(FoundFile file) => Path.Combine(_folder, file.Name);
}
