using Rag.Api.Errors;
using Rag.Api.Streams;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Api.Chat;

/// <param name="Input" example="¿Qué plazo hay para devolver un pedido?">The question, 1 to 2000 characters.</param>
/// <param name="ConversationId" example="6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11">
/// A UUID. The conversation to go on with, or to begin under this id; without it a new one begins.
/// </param>
public sealed record ChatRequest(string Input, string? ConversationId);

/// <summary>Event <c>meta</c>.</summary>
public sealed record MetaEvent(string ConversationId, string MessageId, string Model);

/// <summary>Event <c>sources</c>.</summary>
public sealed record SourcesEvent(IReadOnlyList<SourceItem> Sources);

/// <param name="Id">What [n] in the answer refers to.</param>
/// <param name="Page">1-based.</param>
/// <param name="Score">Similarity on the embedding model's own scale, 0 to 1.</param>
public sealed record SourceItem(int Id, string Filename, string DocumentId, int Page, string Snippet, double Score);

/// <summary>Event <c>token</c>.</summary>
public sealed record TokenEvent(string Text);

/// <summary>Event <c>citation</c>.</summary>
/// <param name="Start">Where the quote begins in the page's text; of the passage where there is no quote.</param>
/// <param name="Quote">The page's own words; null when they do not support what the answer says.</param>
public sealed record CitationEvent(int N, bool Supported, string DocumentId, int Version, int Page, int Start, int End, string? Quote);

/// <summary>Event <c>usage</c>.</summary>
public sealed record UsageEvent(int PromptTokens, int CompletionTokens, int TotalTokens);

/// <summary>Event <c>done</c>.</summary>
/// <param name="Citations">The numbers of the sources that support the answer.</param>
public sealed record DoneEvent(string FinishReason, string MessageId, IReadOnlyList<int> Citations);

/// <summary>Event <c>error</c>.</summary>
public sealed record ErrorEvent(string Code, string Detail, bool Retryable);

/// <summary>From what happens to how it is sent.</summary>
internal static class ChatEvents
{
    public static Func<AnswerEvent, CancellationToken, Task> Frames(SseWriter writer, Wording wording) => (happening, cancellationToken) =>
    {
        var (name, body) = Shape(happening, wording);
        return writer.WriteEventAsync(name, body, cancellationToken);
    };

    private static (string Name, object Body) Shape(AnswerEvent happening, Wording wording) => happening switch
    {
        AnswerEvent.Started started => (
            "meta", new MetaEvent(started.ConversationId.ToString(), started.MessageId.ToString(), started.Model)),
        AnswerEvent.SourcesFound found => ("sources", new SourcesEvent([.. found.Sources.Select(ToItem)])),
        AnswerEvent.Token token => ("token", new TokenEvent(token.Text)),
        AnswerEvent.Cited { Citation: var cited } => ("citation", new CitationEvent(
            cited.Number, cited.IsSupported, cited.DocumentId.ToString(), cited.Version, cited.Page, cited.Start, cited.End, cited.Quote)),
        AnswerEvent.Used { Usage: var usage } => (
            "usage", new UsageEvent(usage.PromptTokens, usage.CompletionTokens, usage.TotalTokens)),
        AnswerEvent.Finished finished => (
            "done", new DoneEvent(Name(finished.Reason), finished.MessageId.ToString(), finished.Citations)),
        AnswerEvent.Failed failed => ("error", new ErrorEvent(
            failed.Error.Code, wording.Put(failed.Error.Template, failed.Error.Arguments), failed.CanRetry)),
        _ => throw new InvalidOperationException($"There is no event for {happening.GetType().Name}."),
    };

    public static SourceItem ToItem(Source source) => new(
        source.Number, source.FileName, source.DocumentId.ToString(), source.Page, source.Snippet, Math.Round(source.Score, 4));

    private static string Name(FinishReason reason) => reason switch
    {
        FinishReason.Stop => "stop",
        FinishReason.Length => "length",
        FinishReason.NoAnswer => "no_answer",
        FinishReason.Cancelled => "cancelled",
        FinishReason.Failed => "failed",
    };
}
