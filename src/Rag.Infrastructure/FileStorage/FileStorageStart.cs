using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Rag.Infrastructure.FileStorage;

/// <summary>Checks the storage directories and clears leftovers before any hosted service starts; what fails here ends the start.</summary>
internal sealed class FileStorageStart(IOptions<StorageOptions> options, DiskDocumentFileStore files) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        StorageProbe.Check(options.Value);
        files.RemoveLeftovers();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
