using MediatR;
using Microsoft.Extensions.Options;
using Rag.Application.Documents;
using Rag.Application.Passages;
using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>A source of an answer with what stands around it on its page.</summary>
/// <param name="Number">The n of [n].</param>
public sealed record OpenSource(string MessageId, int Number, string? ConversationId) : IRequest<Result<OpenedSource>>;

/// <param name="Text">The passage, as it stands on the page.</param>
/// <param name="Before">What stands before it on the page.</param>
/// <param name="After">What stands after it.</param>
/// <param name="Link">Opens the document; null where visitors may not.</param>
public sealed record OpenedSource(string FileName, int Page, string Text, string Before, string After, DocumentLink? Link);

internal sealed class OpenSourceHandler(
    KnownAnswers answers, IDocumentRepository documents, IPassageRepository passages, DocumentLinks links, IOptions<DocumentOptions> options)
    : IRequestHandler<OpenSource, Result<OpenedSource>>
{
    /// <summary>In UTF-16 units: enough to see what a passage is about, and not the whole of a long page.</summary>
    private const int Surroundings = 600;

    public async Task<Result<OpenedSource>> Handle(OpenSource request, CancellationToken cancellationToken)
    {
        if (await answers.FindAsync(request.ConversationId, request.MessageId, cancellationToken) is not { } answer)
        {
            return ConversationErrors.MessageNotFound();
        }

        if (answer.Sources.FirstOrDefault(one => one.Number == request.Number) is not { } source)
        {
            return ConversationErrors.SourceNotFound();
        }

        // The pages of a deleted document are there until they are cleaned up; nobody may read them meanwhile.
        if (await documents.FindAsync(source.DocumentId, cancellationToken) is not { } document
            || await passages.FindPageAsync(source.DocumentId, source.Version, source.Page, cancellationToken) is not { } page
            || source.End > page.Text.Length)
        {
            return ConversationErrors.SourceGone();
        }

        var from = Math.Max(0, source.Start - Surroundings);
        var to = Math.Min(page.Text.Length, source.End + Surroundings);
        // Never through a surrogate pair.
        from += from > 0 && char.IsLowSurrogate(page.Text[from]) ? 1 : 0;
        to -= to < page.Text.Length && char.IsLowSurrogate(page.Text[to]) ? 1 : 0;
        return new OpenedSource(
            document.Name.Value, source.Page, page.Text[source.Start..source.End], page.Text[from..source.Start], page.Text[source.End..to],
            options.Value.ArePublic ? links.To(document) : null);
    }
}
