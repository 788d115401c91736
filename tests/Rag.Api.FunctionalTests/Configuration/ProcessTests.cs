using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rag.Api.Configuration;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Configuration;

/// <summary>What only a process of its own shows: exit status, streams, environment, working directory.</summary>
public sealed class ProcessTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _deadline = new(Deadline, TimeProvider.System);
    private Process? _process;

    [TearDown]
    public void CleanUp()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _deadline.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task All_faults_are_printed_together_and_the_status_is_78()
    {
        var process = Start(("PORT", "many"), ("TEMPERATURE", "hot"), ("ENVIRONMENT", "production"));

        var errors = await process.StandardError.ReadToEndAsync(_deadline.Token);
        await process.WaitForExitAsync(_deadline.Token);

        Assert.That(process.ExitCode, Is.EqualTo(78));
        Assert.That(errors, Does.Contain("PORT is \"many\"").And.Contain("TEMPERATURE is \"hot\"").And.Contain("JWT_SECRET").And.Contain("OPENAI_API_KEY"));
        Assert.That(errors, Does.Not.Contain("   at "));
    }

    [TestCase("STORAGE_DIR", "a-file/storage", "a-file")]
    [TestCase("EMBEDDING_MODEL", "nobody/nothing", "nobody/nothing")]
    [TestCase("EMBEDDING_MODEL", "openai:text-embedding-3-small", "OPENAI_API_KEY is not set")]
    [TestCase("MONGO_URI", "mongodb://user:sesame@mongo:port", "MONGO_URI")]
    [TestCase("REDIS_URL", "redis://:sesame@cache/one", "REDIS_URL")]
    [TestCase("PDFS_STORAGE", "mongodb", "PDFS_STORAGE")]
    public async Task What_cannot_be_used_is_a_sentence_and_status_78(string variable, string value, string named)
    {
        await File.WriteAllTextAsync(_folder.File("a-file"), "");
        var process = Start((variable, value), ("PORT", "0"), ("HOST", "127.0.0.1"));

        var output = process.StandardOutput.ReadToEndAsync(_deadline.Token);
        var errors = await process.StandardError.ReadToEndAsync(_deadline.Token);
        await process.WaitForExitAsync(_deadline.Token);

        Assert.That(process.ExitCode, Is.EqualTo(78));
        Assert.That(errors, Does.Contain(named).And.Not.Contain("sesame"));
        Assert.That(errors + await output, Does.Not.Contain("   at "));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has no SIGTERM.")]
    public async Task A_stop_that_was_asked_for_is_a_success()
    {
        var process = Start(("PORT", "0"), ("HOST", "127.0.0.1"));
        await ReadUntilAsync(process, "password");

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        var errors = await process.StandardError.ReadToEndAsync(_deadline.Token);
        await process.WaitForExitAsync(_deadline.Token);

        Assert.That(process.ExitCode, Is.Zero);
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task A_port_in_use_is_a_sentence_and_status_78()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var process = Start(("PORT", $"{((IPEndPoint)listener.LocalEndpoint).Port}"));

        var output = process.StandardOutput.ReadToEndAsync(_deadline.Token);
        var errors = await process.StandardError.ReadToEndAsync(_deadline.Token);
        await process.WaitForExitAsync(_deadline.Token);

        Assert.That(process.ExitCode, Is.EqualTo(78));
        Assert.That(errors, Does.Contain("Set PORT to a free port"));
        Assert.That(errors + await output, Does.Not.Contain("   at "));
    }

    [Test]
    public async Task A_metrics_port_in_use_is_a_warning_and_costs_the_metrics_alone()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = ((IPEndPoint)listener.LocalEndpoint).Port;
        var process = Start(("PORT", "0"), ("HOST", "127.0.0.1"), ("METRICS_PORT", $"{taken}"));

        var text = await ReadUntilAsync(process, "Swagger ");
        using var client = new HttpClient { BaseAddress = new Uri(Regex.Match(text, "API +(http://[^ ]+)/api/v1").Groups[1].Value) };
        var health = await client.GetAsync("/api/v1/health");

        Assert.That(health.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(text, Does.Contain($"There are no metrics: METRICS_PORT {taken} is taken. Set it to a free port"));
    }

    [TestCase("serve")]
    [TestCase("PORT=0")]
    public async Task A_word_that_is_no_command_is_refused_with_what_there_is(string word)
    {
        var process = Start([word]);

        var errors = await process.StandardError.ReadToEndAsync(_deadline.Token);
        await process.WaitForExitAsync(_deadline.Token);

        Assert.That(process.ExitCode, Is.EqualTo(64));
        Assert.That(errors, Does.Contain($"\"{word}\"").And.Contain("create-admin").And.Contain("--PORT=8000"));
    }

    [Test]
    public async Task The_console_shows_where_it_is_and_the_invented_admin_who_can_sign_in()
    {
        var process = Start(("PORT", "0"), ("HOST", "127.0.0.1"));
        var text = await ReadUntilAsync(process, "password");
        var address = Regex.Match(text, "API +(http://[^ ]+)/api/v1").Groups[1].Value;
        var password = Regex.Match(text, "password +([^\\s]+)").Groups[1].Value;
        using var client = new HttpClient { BaseAddress = new Uri(address) };

        var login = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = "admin@example.com", password });

        Assert.That(login.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(text, Does.Contain("/swagger"));
        Assert.That(Directory.Exists(_folder.File("storage")), Is.True, "./storage lies in the working directory");
    }

    [Test]
    public async Task The_dotenv_file_of_the_working_directory_is_read_and_the_frameworks_variables_are_not()
    {
        await File.WriteAllTextAsync(_folder.File(".env"), "PORT=0\nHOST=127.0.0.1\nAPP_VERSION=from-file\nADMIN_EMAIL=ana@example.com\nADMIN_PASSWORD=from-file-1\n");
        var process = Start(
            ("APP_VERSION", "from-environment"), ("ASPNETCORE_ENVIRONMENT", "Production"), ("DOTNET_ENVIRONMENT", "Staging"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:1"), ("ASPNETCORE_HTTP_PORTS", "2"), ("Kestrel__Endpoints__Http__Url", "http://127.0.0.1:3"));
        var text = await ReadUntilAsync(process, "Swagger ");
        using var client = new HttpClient { BaseAddress = new Uri(Regex.Match(text, "API +(http://[^ ]+)/api/v1").Groups[1].Value) };

        var health = (await client.GetFromJsonAsync<JsonObject>("/api/v1/health"))!;

        Assert.That((string?)health["environment"], Is.EqualTo("development"));
        Assert.That((string?)health["version"], Is.EqualTo("from-environment"));
        Assert.That(text, Does.Not.Contain("from-file-1"));
    }

    [Test]
    public async Task Staging_writes_lines_of_json_and_no_banner()
    {
        var process = Start(
            ("PORT", "0"), ("HOST", "127.0.0.1"), ("ENVIRONMENT", "staging"), ("JWT_SECRET", RagApplication.JwtSecret));
        var text = await ReadUntilAsync(process, "There is no admin");

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.That(lines, Has.Count.GreaterThan(1));
        Assert.That(lines, Is.All.Matches<JsonObject>(line => line.ContainsKey("@t") && line.ContainsKey("@m")));
    }

    private Process Start(params (string Name, string Value)[] environment) => Start([], environment);

    private Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Rag.Api.dll"), .. arguments])
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in SettingsTable.Rows.SelectMany(row => new[] { row.Name, row.OtherName }).OfType<string>())
        {
            start.Environment.Remove(name);
        }

        // Several of these processes run at once.
        start.Environment["METRICS_PORT"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return _process = Process.Start(start)!;
    }

    private async Task<string> ReadUntilAsync(Process process, string awaited)
    {
        var text = new System.Text.StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(_deadline.Token) is { } line)
        {
            text.Append(line).Append('\n');
            if (line.Contains(awaited, StringComparison.Ordinal))
            {
                return text.ToString();
            }
        }

        throw new AssertionException($"The process ended without \"{awaited}\":\n{text}\n{await process.StandardError.ReadToEndAsync(_deadline.Token)}");
    }
}
