using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Rag.Infrastructure.FileStorage;

/// <summary>Checks the storage directories and clears leftovers before any hosted service starts; what fails here ends the start.</summary>
internal sealed partial class FileStorageStart(
    IOptions<StorageOptions> options, DiskDocumentFileStore files, MountTable mounts, IHostEnvironment environment, ILogger<FileStorageStart> logger)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        StorageProbe.Check(options.Value);
        files.RemoveLeftovers();
        // The files alone: vectors and full text are made again from the stored text.
        if (environment.IsProduction() && options.Value.PdfStorage == PdfStorage.Disk && !OperatingSystem.IsWindows()
            && mounts.IsPassing(UnixCalls.ResolveLinks(options.Value.PdfsPath)))
        {
            OnNoVolume(StorageProbe.PdfsVariable(options.Value), options.Value.PdfsPath);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Variable}: \"{Path}\" lies on no mounted volume: the PDF files are gone when this container is replaced. Mount a volume there, or set {Variable} to a folder on one")]
    private partial void OnNoVolume(string variable, string path);
}
