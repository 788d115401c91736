using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Rag.Testing;

namespace Rag.Evaluation;

/// <param name="Dense">Cosine; null where the passage has no vector.</param>
internal sealed record FoundItem(bool IsKept, string? Reason, PageAddress Address, int Chunk, string Text, double? Dense, double Lexical, double Fused, double Score, double Coverage);

/// <param name="Items">The kept ones first, as ranked.</param>
/// <param name="Evidence">0..1; below <paramref name="Limit"/> the question is refused.</param>
internal sealed record Found(IReadOnlyList<FoundItem> Items, double Evidence, double Limit, TimeSpan Took);

internal sealed record Answer(string Text, bool IsRefusal, TimeSpan Took);

/// <summary>The real application over HTTP with one corpus in it, all of its settings but those given at their defaults.</summary>
internal sealed class EvaluatedApplication : IAsyncDisposable
{
    public const string E5 = "intfloat/multilingual-e5-small";
    public const string MiniLm = "sentence-transformers/all-MiniLM-L6-v2";

    private const string Ingested = "evaluation-ingested";

    private readonly ApplicationProcess _process;
    private readonly TemporaryFolder? _temporary;

    private EvaluatedApplication(ApplicationProcess process, TemporaryFolder? temporary) => (_process, _temporary) = (process, temporary);

    private HttpClient Client => _process.Client;

    /// <param name="corpus">A name that is the same only for the same files.</param>
    public static async Task<EvaluatedApplication> StartAsync(
        string corpus, Func<List<CorpusPdf>> files, string model, EvaluationOptions options, TextWriter progress)
    {
        var temporary = options.Storage is null ? new TemporaryFolder() : null;
        var chunking = string.Join('-', options.Settings.Where(setting => setting.Key.Contains("CHUNK", StringComparison.Ordinal)).Select(setting => setting.Value));
        var storage = temporary?.Path ?? Path.Combine(options.Storage!, $"{corpus}-{model[(model.IndexOf('/', StringComparison.Ordinal) + 1)..]}-{chunking}");
        Directory.CreateDirectory(storage);
        var process = ApplicationProcess.Start(new Dictionary<string, string>(options.Settings)
        {
            ["STORAGE_DIR"] = storage,
            ["EMBEDDING_MODEL"] = model,
            ["ADMIN_EMAIL"] = "admin@example.com",
            ["ADMIN_PASSWORD"] = "Evaluation-2026",
        });
        var application = new EvaluatedApplication(process, temporary);
        try
        {
            await process.UntilAsync("api/v1/health/ready");
            await application.SignInAsync();
            var mark = Path.Combine(storage, Ingested);
            if (!File.Exists(mark))
            {
                await progress.WriteLineAsync($"<!-- ingesting {corpus} with {model} {chunking} -->");
                await application.IngestAsync(files());
                await File.WriteAllTextAsync(mark, "");
            }

            return application;
        }
        catch
        {
            // Nobody else knows the process yet, and it would outlive this one.
            await application.DisposeAsync();
            throw;
        }
    }

    public async Task<Found> RetrieveAsync(string question, int k = 10)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var response = await Client.PostAsJsonAsync("api/v1/rag/retrieve-debug", new { query = question, k, include_context = false });
        var found = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return new Found(
            [.. found.GetProperty("items").EnumerateArray().Select(ReadItem)],
            found.GetProperty("evidence").GetDouble(),
            found.GetProperty("evidence_limit").GetDouble(),
            TimeProvider.System.GetElapsedTime(started));
    }

    public async Task<Answer> AskAsync(string question)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var response = await Client.PostAsJsonAsync("api/v1/chat/stream", new { input = question });
        await using var body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        var (text, isRefusal) = ("", false);
        await foreach (var step in SseParser.Create(body).EnumerateAsync())
        {
            using var content = JsonDocument.Parse(step.Data);
            switch (step.EventType)
            {
                case "token":
                    text += content.RootElement.GetProperty("text").GetString();
                    break;
                case "done":
                    isRefusal = content.RootElement.GetProperty("finish_reason").GetString() == "no_answer";
                    break;
                case "error":
                    throw new InvalidOperationException(step.Data);
            }
        }

        return new Answer(text, isRefusal, TimeProvider.System.GetElapsedTime(started));
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _temporary?.Dispose();
    }

    private static FoundItem ReadItem(JsonElement item) => new(
        item.GetProperty("kept").GetBoolean(),
        item.GetProperty("reason").GetString(),
        new PageAddress(item.GetProperty("filename").GetString()!, item.GetProperty("page").GetInt32()),
        item.GetProperty("chunk_index").GetInt32(),
        item.GetProperty("text").GetString()!,
        item.GetProperty("dense_score") is { ValueKind: JsonValueKind.Number } dense ? dense.GetDouble() : null,
        item.GetProperty("lexical_score").GetDouble(),
        item.GetProperty("fused_score").GetDouble(),
        item.GetProperty("score").GetDouble(),
        item.GetProperty("coverage").GetDouble());

    private async Task SignInAsync()
    {
        var login = await Client.PostAsJsonAsync("api/v1/auth/login", new { email = "admin@example.com", password = "Evaluation-2026" });
        var tokens = await login.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
    }

    private async Task IngestAsync(List<CorpusPdf> files)
    {
        foreach (var file in files)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(file.Content), "file", file.FileName } };
            (await Client.PostAsync("api/v1/pdfs/upload", form)).EnsureSuccessStatusCode();
        }

        while (true)
        {
            var documents = (await Client.GetFromJsonAsync<JsonElement>("api/v1/pdfs/list")).GetProperty("pdfs").EnumerateArray().ToList();
            if (documents.FirstOrDefault(document => document.GetProperty("status").GetString() == "failed") is { ValueKind: JsonValueKind.Object } failed)
            {
                throw new InvalidOperationException(failed.ToString());
            }

            if (documents.Count == files.Count && documents.TrueForAll(document => document.GetProperty("status").GetString() == "ready"))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
        }
    }
}
