using System.Globalization;
using Rag.Domain.Results;

namespace Rag.Infrastructure.FileStorage;

/// <summary>Makes the storage directories and finds out at start, not at the first upload, whether they can be written.</summary>
public static class StorageProbe
{
    internal const string StorageVariable = "STORAGE_DIR";

    /// <summary>Makes every directory that is kept in and writes to each.</summary>
    /// <exception cref="StorageUnusableException">One cannot be made or written; the message says which, as which user, and what to do.</exception>
    public static void Check(StorageOptions options)
    {
        CheckDirectory(options.Directory, StorageVariable);
        if (options.PdfStorage == PdfStorage.Disk)
        {
            CheckDirectory(options.PdfsPath, PdfsVariable(options));
        }

        CheckDirectory(options.VectorsPath, options.VectorStorePath is null ? StorageVariable : "VECTOR_STORE_PATH");
        CheckDirectory(options.FullTextPath, StorageVariable);
    }

    /// <summary>The variable that decides where the PDF files are.</summary>
    internal static string PdfsVariable(StorageOptions options) => options.PdfsDirectory is null ? StorageVariable : "PDFS_DIR";

    /// <param name="variable">The variable that the path came from.</param>
    internal static void CheckDirectory(string path, string variable)
    {
        try
        {
            path = Path.GetFullPath(path);
            Directory.CreateDirectory(path);
            Write(Path.Combine(path, $".write-test-{RandomIds.NewKey():N}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StorageUnusableException(
                $"The storage directory \"{path}\" cannot be written by {DescribeUser()}: {exception.Message} "
                + $"Give that user the right to write there (where it is a mounted volume, on the host), or set {variable} to a "
                + "directory that it may write.",
                exception);
        }
    }

    private static void Write(string file)
    {
        // Closing it removes it, also when the write or the flush fails because the disk is full.
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose,
        });
        stream.WriteByte(1);
        stream.Flush(flushToDisk: true);
    }

    private static string DescribeUser() => OperatingSystem.IsWindows()
        ? $"user {Environment.UserName}"
        : string.Create(CultureInfo.InvariantCulture, $"user id {UnixCalls.GetEffectiveUserId()}");
}
