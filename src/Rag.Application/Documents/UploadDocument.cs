using MediatR;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Documents;

/// <summary>Receives a PDF under a name; what is known under that name already is replaced once the new file is indexed.</summary>
/// <param name="FileName">As the client sent it.</param>
/// <param name="Content">Read once, from its present position.</param>
public sealed record UploadDocument(string FileName, Stream Content) : IRequest<Result<UploadedDocument>>;

/// <param name="IsQueued">False when these bytes were there already and nothing is to be done.</param>
/// <param name="Names">All documents' names, this one's among them.</param>
public sealed record UploadedDocument(Document Document, bool IsQueued, IReadOnlyList<string> Names);

internal sealed class UploadDocumentHandler(
    IDocumentRepository documents, PdfIntake intake, QueuedVersions versions, TimeProvider time) : IRequestHandler<UploadDocument, Result<UploadedDocument>>
{
    public async Task<Result<UploadedDocument>> Handle(UploadDocument request, CancellationToken cancellationToken)
    {
        var name = FileName.Parse(request.FileName);
        if (!name.IsSuccess)
        {
            return name.Error;
        }

        if (!name.Value.IsPdf)
        {
            return DocumentErrors.NotAPdf();
        }

        if (!intake.HasRoom(await documents.CountWaitingAsync(cancellationToken)))
        {
            return DocumentErrors.QueueFull();
        }

        var file = await intake.StoreAsync(request.Content, cancellationToken);
        return file.IsSuccess ? await RecordAsync(name.Value, file.Value, cancellationToken) : file.Error;
    }

    private async Task<Result<UploadedDocument>> RecordAsync(FileName name, StoredFile file, CancellationToken cancellationToken)
    {
        // From here on the client may leave: the bytes are stored, and either the record takes them or they go.
        var document = await documents.FindByNameAsync(name, cancellationToken);
        for (var attempt = 0; attempt < QueuedVersions.MostAttempts; attempt++)
        {
            if (document is not null && document.Holds(file.ContentHash))
            {
                await intake.DiscardAsync(file);
                return await AnswerAsync(document, isQueued: false);
            }

            var givenUp = document?.Pending;
            var received = Receive(document, name, file);
            if (await versions.AddAsync(received, givenUp))
            {
                return await AnswerAsync(received, isQueued: true);
            }

            // Somebody else stored this name in between, or the worker moved on: look again and decide anew.
            document = await documents.FindByNameAsync(name, CancellationToken.None);
        }

        await intake.DiscardAsync(file);
        return DocumentErrors.ChangedMeanwhile(name.Value);
    }

    private Document Receive(Document? known, FileName name, StoredFile file)
    {
        if (known is null)
        {
            return Document.Receive(name, file, time.GetUtcNow());
        }

        known.Replace(file, time.GetUtcNow());
        return known;
    }

    private async Task<Result<UploadedDocument>> AnswerAsync(Document document, bool isQueued)
    {
        var all = await documents.ListAsync(CancellationToken.None);
        return new UploadedDocument(document, isQueued, [.. all.Select(known => known.Name.Value)]);
    }
}
