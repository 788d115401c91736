using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace Rag.Api.Chat;

/// <summary>
/// Writes server-sent events: numbered from 1, typed, one line of JSON each, LF, a blank line after each, flushed one by one.
/// </summary>
internal sealed class SseWriter(PipeWriter body)
{
    private int _written;

    public async Task WriteEventAsync(string name, object data, CancellationToken cancellationToken)
    {
        _written++;
        Write(string.Create(CultureInfo.InvariantCulture, $"id: {_written}\n"));
        await WriteFrameAsync(name, data, cancellationToken);
    }

    /// <summary>Without a number, and without a type where <paramref name="name"/> is null.</summary>
    public async Task WriteFrameAsync(string? name, object data, CancellationToken cancellationToken)
    {
        Write(name is null ? "data: " : $"event: {name}\ndata: ");

        // JSON escapes every line break inside a text, so that the data is one line.
        body.Write(JsonSerializer.SerializeToUtf8Bytes(data, data.GetType(), ApiJson.Options));
        Write("\n\n");
        await body.FlushAsync(cancellationToken);
    }

    /// <summary>A line that every client ignores: it proves that the connection lives, to the client and to all between.</summary>
    public async Task WriteCommentAsync(CancellationToken cancellationToken)
    {
        Write(": keep-alive\n\n");
        await body.FlushAsync(cancellationToken);
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, body);
}
