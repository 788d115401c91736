using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rag.Application.Consistency;
using Rag.Application.Documents;

namespace Rag.Infrastructure.FileStorage;

public static class FileStorageServices
{
    /// <summary>PDFs as files on this machine, and the check of the storage directories at start. Before the stores that live in them.</summary>
    public static IServiceCollection AddFileStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DiskDocumentFileStore>();
        services.AddSingleton<IDocumentFileStore>(provider => provider.GetRequiredService<DiskDocumentFileStore>());
        services.AddSingleton<IFoundFiles, DiskFoundFiles>();
        services.AddHostedService<FileStorageStart>();
        return services;
    }
}
