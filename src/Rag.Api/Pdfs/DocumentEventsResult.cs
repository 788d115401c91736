using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Errors;
using Rag.Api.Security;
using Rag.Api.Streams;
using Rag.Application.Documents;

namespace Rag.Api.Pdfs;

/// <summary>Event <c>deleted</c>.</summary>
public sealed record DeletedEvent(string DocumentId, string Filename);

/// <summary>The documents' changes as server-sent events, for as long as the caller may see them.</summary>
internal sealed class DocumentEventsResult(WatchedDocuments watched) : ActionResult
{
    /// <summary>Null where there is none, or one that is no number of ours: both begin anew.</summary>
    public static long? LastEventId(HttpRequest request) =>
        long.TryParse(request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        using var place = watched;
        var http = context.HttpContext;
        await using var right = await RightOfStream.OfAsync(http);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, right.Ended);
        var writer = SseWriter.Begin(http);
        var wording = Wording.For(http.Request);
        try
        {
            await EventStream.SendAsync(
                watched.Events, (happening, cancellationToken) => WriteAsync(writer, wording, happening, cancellationToken), writer,
                http.RequestServices.GetRequiredService<TimeProvider>(), over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Every such stream ends this way: the client left, the right ended, or the server stops. What was sent is whole.
        }
    }

    private static Task WriteAsync(SseWriter writer, Wording wording, DocumentEvent happening, CancellationToken cancellationToken)
    {
        var (name, body) = happening switch
        {
            DocumentEvent.Snapshot all => ("snapshot", (object)new DocumentListResponse([.. all.Documents.Select(document => document.ToResponse(wording))])),
            DocumentEvent.Changed changed => ("document", changed.Document.ToResponse(wording)),
            DocumentEvent.Deleted deleted => ("deleted", new DeletedEvent(deleted.Document.ToString(), deleted.Name.Value)),
            _ => throw new InvalidOperationException($"There is no event for {happening.GetType().Name}."),
        };
        return writer.WriteEventAsync(happening.Number, name, body, cancellationToken);
    }
}
