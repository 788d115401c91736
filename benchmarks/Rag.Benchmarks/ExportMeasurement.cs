using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Rag.Infrastructure;
using Rag.Infrastructure.Sqlite;
using Rag.Testing;

namespace Rag.Benchmarks;

/// <summary>An export of 100,000 messages of 200 to 1,000 characters: how much the process grows at most, how long it takes.</summary>
internal static class ExportMeasurement
{
    private const int Messages = 100_000;

    public static async Task RunAsync(TextWriter output)
    {
        using var storage = new TemporaryFolder();
        await FillAsync(storage.Path);
        await output.WriteLineAsync("| format | size | time | resident before | highest during | growth |");
        await output.WriteLineAsync("|---|---|---|---|---|---|");
        foreach (var format in new[] { "xlsx", "csv", "json" })
        {
            await output.WriteLineAsync(await MeasureAsync(storage.Path, format));
        }
    }

    private static async Task<string> MeasureAsync(string storage, string format)
    {
        await using var application = ApplicationProcess.Start(new Dictionary<string, string>
        {
            ["STORAGE_DIR"] = storage,
            ["ADMIN_EMAIL"] = "admin@example.com",
            ["ADMIN_PASSWORD"] = "Benchmark-2026",
        });
        await application.UntilAsync("api/v1/health/ready");
        var login = await application.Client.PostAsJsonAsync("api/v1/auth/login", new { email = "admin@example.com", password = "Benchmark-2026" });
        var tokens = await login.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        application.Client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        // Idle means that the start's own work has settled.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, CancellationToken.None);

        var before = application.ResidentBytes();
        var highest = before;
        var size = 0L;
        var clock = Stopwatch.StartNew();
        using var response = await application.Client.GetAsync(
            $"api/v1/chat/export-conversations?format={format}", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        var buffer = new byte[256 * 1024];
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            size += read;
            // VmHWM would count the start, whose peak is above the idle state: the memory is looked at while it flows instead.
            highest = Math.Max(highest, application.ResidentBytes());
        }

        var time = clock.Elapsed;
        return FormattableString.Invariant(
            $"| {format} | {size >> 20} MB | {time.TotalSeconds:F1} s | {before >> 20} MB | {highest >> 20} MB | {(highest - before) >> 20} MB |");
    }

    private static async Task FillAsync(string storage)
    {
        using var database = new SqliteDatabase(Options.Create(new StorageOptions { Directory = storage }));
        await database.OpenAsync(CancellationToken.None);
        var random = new Random(2026);
        await database.WriteAsync(
            connection =>
            {
                for (var i = 0; i < Messages; i++)
                {
                    // Ten messages a conversation; its number is its id, so that it is the same in every run.
                    var time = new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero).AddSeconds(i);
                    connection.Execute(
                        "INSERT INTO messages (id, conversation_id, role, content, timestamp, sources) VALUES (@id, @conversation, @role, @content, @time, '[]')",
                        ("@id", Guid.CreateVersion7().ToColumn()), ("@conversation", Conversation(i % (Messages / 10))),
                        ("@role", i / (Messages / 10) % 2 == 0 ? "user" : "assistant"), ("@content", Text(random)), ("@time", time.ToColumn()));
                }
            },
            CancellationToken.None);
    }

    private static string Conversation(int number) => string.Create(CultureInfo.InvariantCulture, $"{number:x8}-0000-4000-8000-000000000000");

    private static string Text(Random random)
    {
        string[] words = ["plazo", "devolución", "garantía", "el", "de", "año", "señal", "envío", "«Canarias»", "30", "días", "<precio>", "&", "😀"];
        var text = new StringBuilder();
        for (var length = random.Next(200, 1001); text.Length < length;)
        {
            text.Append(random.GetItems(words, 1)[0]).Append(' ');
        }

        return text.ToString();
    }
}
