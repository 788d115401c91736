using MediatR;
using Microsoft.Extensions.Logging;
using Rag.Application.Documents;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Consistency;

/// <summary>Takes PDF files that were put into the folder in as documents: stored, recorded and queued, and only then removed under their old name.</summary>
public sealed record AdoptFiles : IRequest<Result<AdoptedFiles>>;

/// <param name="Left">Among them those that are waited for because somebody may still be writing them.</param>
public sealed record AdoptedFiles(int Adopted, int Left);

internal sealed class AdoptFilesHandler(ReconcilerLease lease, FileAdoption adoption) : IRequestHandler<AdoptFiles, Result<AdoptedFiles>>
{
    public Task<Result<AdoptedFiles>> Handle(AdoptFiles request, CancellationToken cancellationToken) =>
        lease.HoldAsync(adoption.AdoptAllAsync, cancellationToken);
}

/// <summary>What <see cref="AdoptFiles"/> does while it holds the lease.</summary>
public sealed partial class FileAdoption(
    IFoundFiles found, IDocumentRepository documents, PdfIntake intake, QueuedVersions versions, TimeProvider time, ILogger<FileAdoption> logger)
{
    internal async Task<AdoptedFiles> AdoptAllAsync(CancellationToken cancellationToken)
    {
        var (adopted, left) = (0, 0);
        foreach (var file in await found.ListAsync(cancellationToken))
        {
            if (await AdoptAsync(file, cancellationToken) is { } reason)
            {
                left++;
                FileLeft(reason, file.Size, file.WrittenAt);
            }
            else
            {
                adopted++;
            }
        }

        if (adopted + left > 0)
        {
            FilesAdopted(adopted, left);
        }

        return new AdoptedFiles(adopted, left);
    }

    /// <returns>Why it is left; null when it is ours now.</returns>
    private async Task<string?> AdoptAsync(FoundFile file, CancellationToken cancellationToken)
    {
        var name = FileName.Parse(file.Name);
        if (!name.IsSuccess || file.Name.Contains('\\', StringComparison.Ordinal))
        {
            return DocumentErrors.InvalidName().Code;
        }

        var known = await documents.FindByNameAsync(name.Value, cancellationToken);
        if (known is not null && file.Size != known.Visible?.File.Size && file.Size != known.Pending?.File.Size)
        {
            return "name_taken";
        }

        if (!intake.HasRoom(await documents.CountWaitingAsync(cancellationToken)))
        {
            return DocumentErrors.QueueFull().Code;
        }

        await using var content = await found.OpenAsync(file, cancellationToken);
        if (content is null)
        {
            return "unreadable";
        }

        if (time.GetUtcNow() - file.WrittenAt < CorpusComparison.LeastAge && !await PdfSignature.IsWholeAsync(content, cancellationToken))
        {
            return "being_written";
        }

        var stored = await intake.StoreAsync(content, cancellationToken);
        return stored.IsSuccess ? await RecordAsync(file, name.Value, known, stored.Value) : stored.Error.Code;
    }

    private async Task<string?> RecordAsync(FoundFile file, FileName name, Document? known, StoredFile stored)
    {
        if (known is not null || stored.Size != file.Size || !await AddAsync(file, name, stored))
        {
            await intake.DiscardAsync(stored);

            // Taken in by a run that ended before it could remove the file: its bytes are in our store already.
            if (known is null || !HasBytes(known, stored))
            {
                return known is null ? "changed_meanwhile" : "name_taken";
            }
        }

        // From here on a delete of the document deletes its bytes; with the file still there the next start would bring it back.
        return await found.RemoveAsync(file, CancellationToken.None) ? null : "not_removable";
    }

    private Task<bool> AddAsync(FoundFile file, FileName name, StoredFile stored)
    {
        var now = time.GetUtcNow();
        return versions.AddAsync(Document.Receive(name, stored, file.WrittenAt < now ? file.WrittenAt : now), givenUp: null);
    }

    private static bool HasBytes(Document document, StoredFile stored) =>
        document.Visible?.File.ContentHash == stored.ContentHash || document.Pending?.File.ContentHash == stored.ContentHash;

    [LoggerMessage(Level = LogLevel.Information, Message = "PDF files found in the folder: {Adopted} taken in, {Left} left")]
    private partial void FilesAdopted(int adopted, int left);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A PDF file in the folder ({Bytes} bytes, written {WrittenAt}) is left as it is: {Reason}")]
    private partial void FileLeft(string reason, long bytes, DateTimeOffset writtenAt);
}
