using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Pdfs;

internal sealed record WatchedEvent(string Name, string Id, JsonObject Content);

/// <summary>An open stream of <c>/pdfs/events</c>. The application's time is moved on while an event is waited for.</summary>
internal sealed class WatchedDocuments : IAsyncDisposable
{
    private readonly RagApplication _application;
    private readonly HttpClient _client;
    private readonly HttpResponseMessage _response;
    private SseParser<string>? _parser;
    private IAsyncEnumerator<SseItem<string>>? _items;

    private WatchedDocuments(RagApplication application, HttpClient client, HttpResponseMessage response) =>
        (_application, _client, _response) = (application, client, response);

    public HttpResponseMessage Response => _response;

    public static async Task<WatchedDocuments> OpenAsync(
        RagApplication application, string? lastEventId = null, string email = RagApplication.AdminEmail, string language = "en")
    {
        var client = await application.SignedInAsync(email);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/pdfs/events");
        request.Headers.Add("Accept-Language", language);
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new WatchedDocuments(application, client, response);
    }

    /// <summary>Null: the stream has ended.</summary>
    public async Task<WatchedEvent?> NextAsync(TimeSpan? step = null)
    {
        _parser ??= SseParser.Create(await _response.Content.ReadAsStreamAsync());
        _items ??= _parser.EnumerateAsync().GetAsyncEnumerator();
        var next = _items.MoveNextAsync().AsTask();
        await Poll.UntilAsync(() =>
        {
            if (!next.IsCompleted)
            {
                _application.Time.Advance(step ?? TimeSpan.FromSeconds(1));
            }

            return Task.FromResult(next.IsCompleted);
        });
        return await next ? new WatchedEvent(_items.Current.EventType, _parser.LastEventId, JsonNode.Parse(_items.Current.Data)!.AsObject()) : null;
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
