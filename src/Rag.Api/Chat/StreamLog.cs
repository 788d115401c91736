using System.Text;
using Rag.Api.Errors;
using Rag.Api.Streams;
using Rag.Application.Chat;

namespace Rag.Api.Chat;

/// <summary>A frame of <c>/chat/stream_log</c>.</summary>
/// <param name="StreamedOutput">The answer so far, whole; in an error the sentence for people.</param>
/// <param name="Ops">Always null; front ends of the old backend expect the field.</param>
public sealed record StreamLogFrame(string StreamedOutput, object? Ops);

/// <summary>The old backend's format: the answer so far in every frame, and an event <c>end</c> however it ended.</summary>
internal static class StreamLog
{
    private static readonly object Nothing = new();

    public static Func<AnswerEvent, CancellationToken, Task> Frames(SseWriter writer, Wording wording)
    {
        var answer = new StringBuilder();
        return async (happening, cancellationToken) =>
        {
            switch (happening)
            {
                case AnswerEvent.Token token:
                    await writer.WriteFrameAsync(null, new StreamLogFrame(answer.Append(token.Text).ToString(), null), cancellationToken);
                    break;
                case AnswerEvent.Failed { Error: var error }:
                    await writer.WriteFrameAsync(
                        "error", new StreamLogFrame(wording.Put(error.Template, error.Arguments), null), cancellationToken);
                    await writer.WriteFrameAsync("end", Nothing, cancellationToken);
                    break;
                case AnswerEvent.Finished:
                    await writer.WriteFrameAsync("end", Nothing, cancellationToken);
                    break;
            }
        };
    }
}
