using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Rag.Api.Configuration;

namespace Rag.Api.FunctionalTests.Crash;

/// <summary>The application as its own process with the small real model; killed when it is disposed.</summary>
internal sealed class RunningApplication(Process process, Uri address) : IDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();

    public Uri Address => address;

    /// <summary>What it has written so far.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>When it first answered: how long a machine under the load of a test run takes to start a process says nothing of us.</summary>
    public long AnsweredAt { get; private set; }

    /// <param name="storage">Its storage and working directory.</param>
    /// <param name="settings">Win over those below; an empty one is unset.</param>
    public static async Task<RunningApplication> StartAsync(string storage, params IEnumerable<(string Name, string Value)> settings)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Rag.Api.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = storage,
        };
        foreach (var name in SettingsTable.Rows.SelectMany(row => new[] { row.Name, row.OtherName }).OfType<string>())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in new[]
        {
            ("HOST", "127.0.0.1"), ("PORT", $"{port}"), ("METRICS_PORT", "0"), ("STORAGE_DIR", storage), ("JWT_SECRET", RagApplication.JwtSecret),
            ("ADMIN_EMAIL", RagApplication.AdminEmail), ("ADMIN_PASSWORD", RagApplication.Password),
            ("EMBEDDING_MODEL", "sentence-transformers/all-MiniLM-L6-v2"),
            // The tests ask for states more often than a client may.
            ("RATE_LIMIT_MAX_REQUESTS", "1000000"),
        }.Concat(Backend.OfTestRun is { } backend ? Backend.Settings(backend, storage) : []).Concat(settings))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var running = new RunningApplication(process, new Uri($"http://127.0.0.1:{port}"));
        process.OutputDataReceived += (_, line) => running._lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await running.UntilItAnswersAsync();
            running.AnsweredAt = Stopwatch.GetTimestamp();
            return running;
        }
        catch
        {
            running.Dispose();
            throw;
        }
    }

    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async Task<string> LoginAsync(string email = RagApplication.AdminEmail)
    {
        using var client = Client();
        var login = await client.PostAsJsonAsync("/api/v1/auth/login", new { email, password = RagApplication.Password });
        return Tokens.Of((await login.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!).Access;
    }

    public async Task<HttpClient> SignedInAsync(string email = RagApplication.AdminEmail) => Client(await LoginAsync(email));

    /// <summary>SIGKILL for the process alone: the child that reads PDFs has to notice by itself.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> StopAsync()
    {
        await AskToStopAsync();
        return await EndAsync();
    }

    /// <summary>SIGTERM, without waiting for the end.</summary>
    public async Task AskToStopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <returns>The exit status.</returns>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }

    private async Task UntilItAnswersAsync()
    {
        using var client = Client();
        await Poll.UntilAsync(async () =>
        {
            Assert.That(process.HasExited, Is.False, "the application ended");
            try
            {
                return (await client.GetAsync("/api/v1/health")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
