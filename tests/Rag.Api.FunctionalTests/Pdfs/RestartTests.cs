using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Pdfs;

/// <summary>What was acknowledged goes on at the next start, whatever ended the last one.</summary>
public sealed class RestartTests
{
    private readonly TemporaryFolder _storage = new();

    [TearDown]
    public void RemoveStorage() => _storage.Dispose();

    [Test]
    public async Task Work_that_was_cut_by_a_kill_is_finished_after_the_next_start()
    {
        using (var first = await RunningProcess.StartAsync(_storage.Path))
        {
            using var admin = await first.SignedInAsync();
            var pages = Enumerable.Range(1, 40).Select(page => $"La página {page} trata del tema número {page}: el código K-{page:D4} vale {page * 7} euros.");
            var upload = await admin.UploadAsync("grande.pdf", SamplePdf.WithPages([.. pages]));
            Assert.That(upload.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        }

        using var second = await RunningProcess.StartAsync(_storage.Path);
        using var client = await second.SignedInAsync();
        var document = await client.UntilSettledAsync("grande.pdf");

        Assert.That((string?)document["status"], Is.EqualTo("ready"));
        Assert.That((int?)document["pages"], Is.EqualTo(40));
        var status = await client.RagStatusAsync();
        Assert.That((long?)status["vector_store"]!["count"], Is.EqualTo((long?)status["total_chunks"]));
    }

    /// <summary>The application as its own process, killed when it is disposed.</summary>
    private sealed class RunningProcess(Process process, HttpClient client) : IDisposable
    {
        public static async Task<RunningProcess> StartAsync(string storage)
        {
            var port = FreePort();
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Rag.Api.dll")])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = storage,
            };
            foreach (var (name, value) in new[]
            {
                ("HOST", "127.0.0.1"), ("PORT", $"{port}"), ("METRICS_PORT", "0"), ("STORAGE_DIR", storage), ("JWT_SECRET", RagApplication.JwtSecret),
                ("ADMIN_EMAIL", RagApplication.AdminEmail), ("ADMIN_PASSWORD", RagApplication.Password),
                // The test asks for the document's state more often than a client may.
                ("RATE_LIMIT_MAX_REQUESTS", "100000"),
            })
            {
                start.Environment[name] = value;
            }

            var process = Process.Start(start)!;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
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
            return new RunningProcess(process, client);
        }

        public async Task<HttpClient> SignedInAsync()
        {
            var login = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = RagApplication.AdminEmail, password = RagApplication.Password });
            var token = (string?)(await login.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["access_token"];
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return client;
        }

        public void Dispose()
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
