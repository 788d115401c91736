using System.Diagnostics;
using System.Net.Http.Json;
using Rag.Testing;

namespace Rag.Benchmarks;

/// <summary>What a visitor notices of hostile files that are read meanwhile: answers of the whole process, idle and beside them, in turns.</summary>
internal static class HostileMeasurement
{
    private const int Rounds = 3;
    private const int Questions = 60;

    public static async Task RunAsync(TextWriter output)
    {
        await using var upstream = await ScriptedModelServer.StartAsync();
        using var storage = new TemporaryFolder();
        await using var application = ApplicationProcess.Start(new Dictionary<string, string>
        {
            ["STORAGE_DIR"] = storage.Path,
            ["EMBEDDING_MODEL"] = "sentence-transformers/all-MiniLM-L6-v2",
            ["OPENAI_API_KEY"] = "scripted",
            ["OPENAI_BASE_URL"] = upstream.BaseUrl.ToString(),
            ["ADMIN_EMAIL"] = Admin.Email,
            ["ADMIN_PASSWORD"] = Admin.Password,
        });
        await application.UntilAsync("api/v1/health/ready");
        await Admin.LogInAsync(application.Client);
        await UploadAsync(application.Client, "manual.pdf", SamplePdf.Manual());
        await UntilReadAsync(application.Client);
        await AskAsync(application.Client);

        var files = HostileSet.Sample(seed: 2026, count: Rounds * 30);
        var (idle, beside) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            idle.AddRange(await AskAsync(application.Client));
            foreach (var (i, file) in files.Skip(round * 30).Take(30).Index())
            {
                await UploadAsync(application.Client, $"hostile-{round}-{i}.pdf", file.Make());
            }

            await UploadAsync(application.Client, $"slow-{round}.pdf", HostilePdf.SelfCallingForms(40 + round));
            beside.AddRange(await AskAsync(application.Client));
            await UntilReadAsync(application.Client);
        }

        await output.WriteLineAsync($"| whole answer, {Rounds * Questions} questions each | p50 | p99 |");
        await output.WriteLineAsync("|---|---|---|");
        foreach (var (name, times) in new[] { ("idle", idle), ("beside hostile files", beside) })
        {
            await output.WriteLineAsync(FormattableString.Invariant($"| {name} | {Percentile(times, 50):F1} ms | {Percentile(times, 99):F1} ms |"));
        }
    }

    private static async Task UploadAsync(HttpClient client, string name, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        using var answer = await client.PostAsync("api/v1/pdfs/upload", form);
        // A refusal at the door is an outcome too.
        if ((int)answer.StatusCode >= 500)
        {
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task UntilReadAsync(HttpClient client)
    {
        while ((await client.GetStringAsync("api/v1/pdfs/list")) is var list && (list.Contains("\"queued\"") || list.Contains("\"processing\"")))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task<List<double>> AskAsync(HttpClient client)
    {
        string[] questions = ["¿Cuál es el plazo de devolución?", "What does error code E-17 mean?", "¿Cuánto cuesta el panel solar de recambio?"];
        var times = new List<double>(Questions);
        for (var i = 0; i < Questions; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await client.PostAsJsonAsync("api/v1/chat/stream", new { input = questions[i % questions.Length] });
            await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return times;
    }

    private static double Percentile(List<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];
    }
}
