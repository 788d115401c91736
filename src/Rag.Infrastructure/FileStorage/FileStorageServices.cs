using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Rag.Application.Consistency;
using Rag.Application.Documents;
using Rag.Infrastructure.Mongo;

namespace Rag.Infrastructure.FileStorage;

public static class FileStorageServices
{
    /// <summary>PDFs as files on this machine or in MongoDB, and the check of the storage directories at start. Before the stores that live in them.</summary>
    public static IServiceCollection AddFileStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => MountTable.OfThisProcess());
        services.AddSingleton<DiskDocumentFileStore>();
        services.AddSingleton<IDocumentFileStore>(provider =>
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.PdfStorage == PdfStorage.MongoDb
                ? provider.GetRequiredService<MongoDocumentFileStore>()
                : provider.GetRequiredService<DiskDocumentFileStore>());
        services.AddSingleton<IFoundFiles, DiskFoundFiles>();
        services.AddHostedService<FileStorageStart>();
        return services;
    }
}
