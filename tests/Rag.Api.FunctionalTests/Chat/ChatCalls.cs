using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Chat;

internal sealed record ChatEvent(string Name, JsonObject Content);

internal static class ChatCalls
{
    public static async Task<List<ChatEvent>> AskAsync(this RagApplication application, string question, Guid? conversation = null)
    {
        using var visitor = application.Client();
        var response = await visitor.PostAsJsonAsync("/api/v1/chat/stream", new { input = question, conversation_id = conversation });
        response.EnsureSuccessStatusCode();
        var events = new List<ChatEvent>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            events.Add(new ChatEvent(item.EventType, JsonNode.Parse(item.Data)!.AsObject()));
        }

        return events;
    }

    public static JsonObject Single(this IEnumerable<ChatEvent> events, string name) => events.Single(item => item.Name == name).Content;

    public static string Text(this IEnumerable<ChatEvent> events) =>
        string.Concat(events.Where(item => item.Name == "token").Select(item => (string)item.Content["text"]!));

    public static string FinishReason(this IEnumerable<ChatEvent> events) => (string)events.Single("done")["finish_reason"]!;

    /// <summary>The pages of the sources, in their order.</summary>
    public static List<int> Pages(this IEnumerable<ChatEvent> events) =>
        [.. events.Single("sources")["sources"]!.AsArray().Select(source => (int)source!["page"]!)];
}
