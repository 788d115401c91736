using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Rag.Testing;

/// <summary>
/// The application as its own process, on a free port: the one beside the program that starts it, or the one that RAG_APPLICATION names (its
/// Rag.Api.dll), such as a published one.
/// </summary>
public sealed class ApplicationProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Stopwatch _clock;

    private ApplicationProcess(Process process, Stopwatch clock, Uri address) =>
        (_process, _clock, Client) = (process, clock, new HttpClient { BaseAddress = address });

    public HttpClient Client { get; }

    public static ApplicationProcess Start(Dictionary<string, string> settings)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Environment.GetEnvironmentVariable("RAG_APPLICATION") ?? Path.Combine(AppContext.BaseDirectory, "Rag.Api.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOST"] = "127.0.0.1";
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["METRICS_PORT"] = "0";
        start.Environment["ENABLE_CACHE"] = "false";
        start.Environment["RATE_LIMIT_MAX_REQUESTS"] = "1000000";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var clock = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ApplicationProcess(process, clock, new Uri($"http://127.0.0.1:{port}/"));
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Time from the start of the process until its port takes a connection.</summary>
    public async Task<TimeSpan> UntilPortIsOpenAsync()
    {
        while (!_process.HasExited)
        {
            try
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync(IPAddress.Loopback, Client.BaseAddress!.Port);
                return _clock.Elapsed;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
            }
        }

        throw new InvalidOperationException($"The application ended with status {_process.ExitCode}.");
    }

    /// <summary>Time from the start of the process until a path answers 200.</summary>
    public async Task<TimeSpan> UntilAsync(string path)
    {
        while (!_process.HasExited)
        {
            try
            {
                using var response = await Client.GetAsync(path);
                if (response.IsSuccessStatusCode)
                {
                    return _clock.Elapsed;
                }
            }
            catch (HttpRequestException)
            {
                // The port is not open yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }

        throw new InvalidOperationException($"The application ended with status {_process.ExitCode}.");
    }

    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    /// <summary>Of the process and of the reading processes that have ended; Linux only.</summary>
    public double ProcessorSeconds()
    {
        // utime, stime, cutime and cstime in hundredths of a second, the 14th to 17th field; the second one, in parentheses, may hold spaces.
        var fields = File.ReadAllText($"/proc/{_process.Id}/stat").Split(") ")[1].Split(' ');
        return fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) / 100.0;
    }

    /// <summary>The highest resident memory of the process and of any reading process of its, until the token is cancelled; Linux only.</summary>
    public async Task<(long Server, long Child)> WatchMemoryAsync(CancellationToken done)
    {
        var (server, child) = (0L, 0L);
        do
        {
            server = Math.Max(server, ResidentBytes());
            child = Math.Max(child, Children().Select(PeakBytes).DefaultIfEmpty().Max());
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!done.IsCancellationRequested);
        return (server, child);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private IEnumerable<string> Children() => Directory.EnumerateDirectories($"/proc/{_process.Id}/task")
        .SelectMany(thread => ReadIfThere(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static long PeakBytes(string process) => ReadIfThere($"/proc/{process}/status").Split('\n')
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10)
        .FirstOrDefault();

    private static string ReadIfThere(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // Threads and processes end between two looks.
            return "";
        }
    }
}
