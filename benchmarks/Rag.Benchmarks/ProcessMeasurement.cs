using System.Diagnostics;
using System.Net.Http.Json;
using Rag.Testing;

namespace Rag.Benchmarks;

/// <summary>
/// What only a whole process shows: time to the open port and to ready, resident memory at idle, and the time from a visitor's
/// request to the call of the model, each for both models. The model is the scripted server in this process.
/// </summary>
internal static class ProcessMeasurement
{
    private const int Questions = 200;

    public static async Task RunAsync(TextWriter output)
    {
        await output.WriteLineAsync("| model | port open, first start | port open | health answers | ready | resident at idle | request to model call p50 | p95 | resident after 200 questions |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|---|---|");
        foreach (var model in new[] { "intfloat/multilingual-e5-small", "sentence-transformers/all-MiniLM-L6-v2" })
        {
            await output.WriteLineAsync(await MeasureAsync(model));
        }
    }

    private static async Task<string> MeasureAsync(string model)
    {
        await using var upstream = await ScriptedModelServer.StartAsync();
        using var storage = new TemporaryFolder();
        var settings = new Dictionary<string, string>
        {
            ["STORAGE_DIR"] = storage.Path,
            ["EMBEDDING_MODEL"] = model,
            ["OPENAI_API_KEY"] = "scripted",
            ["OPENAI_BASE_URL"] = upstream.BaseUrl.ToString(),
            ["ADMIN_EMAIL"] = Admin.Email,
            ["ADMIN_PASSWORD"] = Admin.Password,
            ["RATE_LIMIT_MAX_REQUESTS"] = "1000000",
        };

        // The first start makes the database and the first admin, whose password is hashed on purpose slowly.
        TimeSpan first;
        await using (var newcomer = ApplicationProcess.Start(settings))
        {
            first = await newcomer.UntilPortIsOpenAsync();
            await newcomer.UntilAsync("api/v1/health/ready");
        }

        await using var application = ApplicationProcess.Start(settings);
        var open = await application.UntilPortIsOpenAsync();
        var health = await application.UntilAsync("api/v1/health");
        var ready = await application.UntilAsync("api/v1/health/ready");

        // Idle means that the start's own work has settled; five seconds is what the figure is defined by.
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None);
        var idle = application.ResidentBytes();
        await Admin.LogInAsync(application.Client);
        await Admin.UploadAsync(application.Client, "manual.pdf", SamplePdf.Manual());
        await Admin.UntilReadyAsync(application.Client, "manual.pdf");
        var waits = await AskAsync(application.Client, upstream);
        return FormattableString.Invariant(
            $"| {model} | {first.TotalSeconds:F2} s | {open.TotalSeconds:F2} s | {health.TotalSeconds:F2} s | {ready.TotalSeconds:F2} s | {idle >> 20} MB | {Percentile(waits, 50):F1} ms | {Percentile(waits, 95):F1} ms | {application.ResidentBytes() >> 20} MB |");
    }

    private static async Task<List<double>> AskAsync(HttpClient client, ScriptedModelServer upstream)
    {
        string[] questions = ["¿Cuál es el plazo de devolución?", "What does error code E-17 mean?", "¿Cuánto cuesta el panel solar de recambio?"];
        var waits = new List<double>(Questions);
        for (var i = 0; i < Questions; i++)
        {
            var clock = Stopwatch.StartNew();
            var answer = client.PostAsJsonAsync("api/v1/chat/stream", new { input = questions[i % questions.Length] });
            await upstream.NextRequestAsync();
            waits.Add(clock.Elapsed.TotalMilliseconds);
            (await answer).EnsureSuccessStatusCode();
        }

        // The first ones run code that is not compiled yet.
        return waits[(Questions / 10)..];
    }

    private static double Percentile(List<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];
    }
}
