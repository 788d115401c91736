using System.Text.Json;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Api.Chat.Exports;

public sealed record ExportedItem(string ConversationId, DateTimeOffset Timestamp, MessageRole Role, string Content);

internal static class JsonFile
{
    // The serializer empties its buffer as it goes when the values come one after the other. Into a stream: into a pipe whose reader
    // has left it stops, and leaves what it was reading from undisposed.
    public static Task WriteAsync(IAsyncEnumerable<ExportedMessage> messages, Stream output, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(
            output,
            messages.Select(message => new ExportedItem(
                message.ConversationId.ToString(), message.Timestamp, message.Role, message.Content)),
            ApiJson.Options,
            cancellationToken);
}
