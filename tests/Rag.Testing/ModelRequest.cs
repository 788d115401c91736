using System.Text.Json;

namespace Rag.Testing;

/// <summary>A request that reached the <see cref="ScriptedModelServer"/>.</summary>
public sealed class ModelRequest
{
    private readonly TaskCompletionSource _clientLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;

    internal ModelRequest(string path, IReadOnlyDictionary<string, string> headers, string body) =>
        (Path, Headers, Body) = (path, headers, body);

    /// <summary>With the query string.</summary>
    public string Path { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>As it came.</summary>
    public string Body { get; }

    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>The contents of the messages, in their order.</summary>
    public IReadOnlyList<(string Role, string Content)> Messages =>
        [.. Json.GetProperty("messages").EnumerateArray().Select(message => (message.GetProperty("role").GetString()!, TextOf(message)))];

    /// <summary>What stands between the marks of the question in the last message; empty where it has none.</summary>
    public string Question
    {
        get
        {
            const string Begin = "<question>\n";
            var prompt = Messages[^1].Content;
            var start = prompt.LastIndexOf(Begin, StringComparison.Ordinal);
            var end = prompt.LastIndexOf("\n</question>", StringComparison.Ordinal);
            return start < 0 || end < 0 ? "" : prompt[(start + Begin.Length)..end];
        }
    }

    /// <summary>Completes when the client closed the connection before the answer was whole.</summary>
    public Task ClientGone => _clientLeft.Task;

    internal void ClientLeft() => _clientLeft.TrySetResult();

    internal bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    private static string TextOf(JsonElement message)
    {
        var content = message.GetProperty("content");
        return content.ValueKind == JsonValueKind.String
            ? content.GetString()!
            : string.Concat(content.EnumerateArray().Select(part => part.GetProperty("text").GetString()));
    }
}
