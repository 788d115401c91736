using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Rag.Api.Streams;

/// <summary>
/// Writes server-sent events: numbered from 1, typed, one line of JSON each, LF, a blank line after each, flushed one by one.
/// </summary>
internal sealed class SseWriter(PipeWriter body)
{
    private int _written;

    public Task WriteEventAsync(string name, object data, CancellationToken cancellationToken) =>
        WriteEventAsync(++_written, name, data, cancellationToken);

    /// <summary>Under a number that means something beyond this stream.</summary>
    public async Task WriteEventAsync(long number, string name, object data, CancellationToken cancellationToken)
    {
        Write(string.Create(CultureInfo.InvariantCulture, $"id: {number}\n"));
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

    /// <summary>The headers of a stream, and nothing held back on the way to the client.</summary>
    public static SseWriter Begin(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache, no-transform";

        // nginx holds a response back until 4 or 8 KB are together unless it is told not to.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        return new SseWriter(http.Response.BodyWriter);
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, body);
}
