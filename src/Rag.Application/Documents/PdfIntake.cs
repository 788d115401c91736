using Microsoft.Extensions.Options;
using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Documents;

/// <summary>Takes bytes in while they arrive: refuses what is no PDF or too large, stores the rest.</summary>
public sealed class PdfIntake(IDocumentFileStore files, IOptions<IngestionOptions> options)
{
    public bool HasRoom(int waiting) => waiting < options.Value.MaxQueuedDocuments;

    public async Task<Result<StoredFile>> StoreAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await using var upload = new UploadStream(ReadOnlyMemory<byte>.Empty, content);
            var start = new byte[PdfSignature.SearchedBytes];
            var length = await upload.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
            if (!PdfSignature.IsIn(start.AsSpan(0, length)))
            {
                return DocumentErrors.NotAPdf();
            }

            await using var whole = new UploadStream(start.AsMemory(0, length), content);
            var file = await files.SaveAsync(whole, options.Value.MaxFileBytes, cancellationToken);
            return file is null ? DocumentErrors.TooLarge(options.Value.MaxFileBytes) : file;
        }
        catch (UploadCutException)
        {
            return DocumentErrors.UploadCut();
        }
    }

    /// <summary>The same bytes under another key; null when they are no longer there.</summary>
    public async Task<StoredFile?> CopyAsync(StoredFile file, CancellationToken cancellationToken)
    {
        await using var content = await files.OpenAsync(file.Key, cancellationToken);
        return content is null ? null : await files.SaveAsync(content, file.Size, cancellationToken);
    }

    public Task DiscardAsync(StoredFile file) => files.DeleteAsync(file.Key, CancellationToken.None);
}
