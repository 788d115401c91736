using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Faults;

/// <param name="Status">Before the stream, or 200.</param>
/// <param name="Code">Of the problem or of the stream's error; null where there was none.</param>
/// <param name="Finish">The finish reason; null where the answer was not finished.</param>
internal sealed record Reply(HttpStatusCode Status, string? Code, string Text, string? Finish);

/// <summary>What is asked of an application while something that it stands on is lost, each within the limit of issue 6: the call's and 2 s.</summary>
internal static class OutageCalls
{
    public const string Question = "¿Cuál es el plazo de devolución?";
    public const string Answer = "30 días";

    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>What readiness says is kept for so long.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    public static RagApplication OnRealTime(this RagApplication application) =>
        application.With(services => services.AddSingleton<TimeProvider>(new ShiftedTime()));

    /// <summary>Signed in, with the manual read and one question answered from it.</summary>
    public static async Task<HttpClient> WithManualReadAsync(this RagApplication application)
    {
        var admin = await application.WithManualIndexedAsync();
        var reply = await application.AskInTimeAsync(LongestRecovery);
        Assert.That(reply.Text, Does.Contain(Answer), reply.ToString());
        return admin;
    }

    public static async Task<HttpClient> WithManualIndexedAsync(this RagApplication application)
    {
        var admin = await application.SignedInAsync();
        (await admin.UploadAsync("Manual.pdf", SamplePdf.Manual())).EnsureSuccessStatusCode();
        await application.SettledAsync();
        return admin;
    }

    public static async Task<Reply> AskInTimeAsync(this RagApplication application, TimeSpan limit)
    {
        using var visitor = application.Client();
        return await InTimeAsync(limit, async late =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/chat/stream") { Content = JsonContent.Create(new { input = Question }) };
            using var response = await visitor.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late);
            return response.IsSuccessStatusCode
                ? await ReadAsync(response, late)
                : new Reply(response.StatusCode, await CodeAsync(response), "", Finish: null);
        });
    }

    public static Task<HttpResponseMessage> GetInTimeAsync(this HttpClient client, string path, TimeSpan limit) =>
        InTimeAsync(limit, late => client.GetAsync(path, late));

    /// <summary>Readiness as it is found now: the whole and one check of it.</summary>
    public static async Task<(HttpStatusCode Code, string? Status, string? Check)> ReadyAsync(this RagApplication application, string check)
    {
        ((ShiftedTime)application.Services.GetRequiredService<TimeProvider>()).Shift(Kept);
        using var client = application.Client();

        // Its checks have 2 s of their own.
        using var response = await client.GetInTimeAsync("/api/v1/health/ready", Grace);
        var ready = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        return (response.StatusCode, (string?)ready["status"], (string?)ready["checks"]![check]!["status"]);
    }

    /// <summary>Ready in every respect 5 s after the return at the latest.</summary>
    public static Task BecomesReadyAsync(this RagApplication application, string check) =>
        UntilAsync(() => application.ReadyAsync(check), ready => ready == (HttpStatusCode.OK, "healthy", "healthy"));

    /// <summary>From the corpus again, 5 s after the return at the latest, however the questions before that went.</summary>
    public static Task AnswersAgainAsync(this RagApplication application) =>
        UntilAsync(() => application.AskInTimeAsync(LongestRecovery), reply => reply.Text.Contains(Answer, StringComparison.Ordinal));

    /// <summary>The first admin's, who could not be made at the start, 5 s after the return at the latest.</summary>
    public static async Task TakesSignInsAsync(this RagApplication application)
    {
        using var client = application.Client();
        var form = new { email = RagApplication.AdminEmail, password = RagApplication.Password };
        await UntilAsync(async () => (await client.PostAsJsonAsync("/api/v1/auth/login", form)).StatusCode, status => status == HttpStatusCode.OK);
    }

    private static async Task UntilAsync<T>(Func<Task<T>> ask, Predicate<T> isBack)
    {
        var back = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        T last;
        while (!isBack(last = await ask()))
        {
            Assert.That(Stopwatch.GetElapsedTime(back), Is.LessThan(LongestRecovery), last!.ToString());
            await pause.WaitForNextTickAsync();
        }

        Assert.That(Stopwatch.GetElapsedTime(back), Is.LessThan(LongestRecovery));
    }

    private static async Task<T> InTimeAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> call)
    {
        using var late = new CancellationTokenSource(limit + Grace);
        try
        {
            return await call(late.Token);
        }
        catch (OperationCanceledException cancelled) when (late.IsCancellationRequested)
        {
            throw new AssertionException($"No answer within the call's {limit.TotalSeconds:0.0} s and {Grace.TotalSeconds:0} s.", cancelled);
        }
    }

    private static async Task<Reply> ReadAsync(HttpResponseMessage response, CancellationToken late)
    {
        var reply = new Reply(response.StatusCode, Code: null, "", Finish: null);
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(late)).EnumerateAsync(late))
        {
            var content = JsonNode.Parse(item.Data)!;
            reply = item.EventType switch
            {
                "token" => reply with { Text = reply.Text + (string?)content["text"] },
                "error" => reply with { Code = (string?)content["code"] },
                "done" => reply with { Finish = (string?)content["finish_reason"] },
                _ => reply,
            };
        }

        return reply;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (string?)(await response.Content.ReadFromJsonAsync<JsonObject>())!["code"];
}
