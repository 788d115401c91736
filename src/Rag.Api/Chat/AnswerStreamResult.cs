using Microsoft.AspNetCore.Mvc;
using Rag.Api.Errors;
using Rag.Api.Streams;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Api.Chat;

/// <summary>An answer as server-sent events, written while it is being given.</summary>
/// <param name="events">What happens.</param>
/// <param name="format">From the writer and the client's language to what writes one happening as frames.</param>
internal sealed class AnswerStreamResult(
    IAsyncEnumerable<AnswerEvent> events, Func<SseWriter, Wording, Func<AnswerEvent, CancellationToken, Task>> format) : ActionResult
{
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        var answers = services.GetRequiredService<RunningAnswers>();
        using var running = answers.Enter();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, answers.Over);
        var writer = SseWriter.Begin(http);
        var write = format(writer, Wording.For(http.Request));
        try
        {
            await EventStream.SendAsync(events, write, writer, services.GetRequiredService<TimeProvider>(), over.Token);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client left. The use case has stored what was answered, and nobody is there to be told anything.
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            await write(new AnswerEvent.Failed(ConversationErrors.Stopping(), CanRetry: true), http.RequestAborted);
        }
    }
}
