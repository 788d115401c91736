using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Rag.Testing;

namespace Rag.Benchmarks;

/// <summary>
/// Whether the time of a refused login tells why it was refused: unknown address, wrong password, inactive user, in turns over
/// HTTP against the whole process with real bcrypt.
/// </summary>
internal static class LoginMeasurement
{
    private const int Tries = 200;
    private const int WarmUp = 3;
    private const string AdminEmail = "admin@example.com";
    private const string Password = "Benchmark-2026";

    public static async Task RunAsync(TextWriter output)
    {
        using var storage = new TemporaryFolder();
        await using var application = ApplicationProcess.Start(new Dictionary<string, string>
        {
            ["STORAGE_DIR"] = storage.Path,
            ["ADMIN_EMAIL"] = AdminEmail,
            ["ADMIN_PASSWORD"] = Password,
        });
        await application.UntilAsync("api/v1/health/ready");
        await AddInactiveAsync(application.Client, "inactive@example.com");

        (string Name, string Email, string Password)[] kinds =
        [
            ("unknown address", "nobody@example.com", Password),
            ("wrong password", AdminEmail, "Benchmark-2027"),
            ("inactive user, right password", "inactive@example.com", Password),
        ];
        var times = kinds.Select(_ => new List<double>(Tries)).ToArray();
        for (var turn = -WarmUp; turn < Tries; turn++)
        {
            // Each turn begins with another kind: whatever the machine does in rhythm hits all of them.
            for (var step = 0; step < kinds.Length; step++)
            {
                var kind = (turn + WarmUp + step) % kinds.Length;
                var milliseconds = await RefusedAsync(application.Client, kinds[kind].Email, kinds[kind].Password);
                if (turn >= 0)
                {
                    times[kind].Add(milliseconds);
                }
            }
        }

        var medians = times.Select(Median).ToArray();
        await output.WriteLineAsync($"| refused login, {Tries} of each in turns | median | against the fastest |");
        await output.WriteLineAsync("|---|---|---|");
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            await output.WriteLineAsync(FormattableString.Invariant(
                $"| {kinds[kind].Name} | {medians[kind]:F1} ms | +{(medians[kind] / medians.Min()) - 1:P2} |"));
        }
    }

    private static async Task<double> RefusedAsync(HttpClient client, string email, string password)
    {
        var clock = Stopwatch.StartNew();
        using var response = await client.PostAsJsonAsync("api/v1/auth/login", new { email, password });
        var elapsed = clock.Elapsed.TotalMilliseconds;
        return response.StatusCode == HttpStatusCode.Unauthorized
            ? elapsed
            : throw new InvalidOperationException($"The login of {email} was answered with {response.StatusCode}.");
    }

    private static async Task AddInactiveAsync(HttpClient client, string email)
    {
        var login = await client.PostAsJsonAsync("api/v1/auth/login", new { email = AdminEmail, password = Password });
        var tokens = await login.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        var added = await client.PostAsJsonAsync("api/v1/users", new { email, password = Password });
        var user = await added.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        (await client.PatchAsJsonAsync($"api/v1/users/{user.GetProperty("id").GetString()}", new { is_active = false })).EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Authorization = null;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
