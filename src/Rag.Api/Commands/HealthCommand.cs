using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Rag.Api.Configuration;
using Rag.Api.Startup;
using Rag.Application;

namespace Rag.Api.Commands;

/// <summary>
/// <c>Rag.Api health</c>: asks the server that runs with the same settings on this machine, for a health check in an image that holds
/// no shell and no curl.
/// </summary>
internal static class HealthCommand
{
    public const string Name = "health";

    public const string Usage =
        """
        Usage: Rag.Api health [--ready] [--NAME=value ...]

        Asks the server on this machine how it is. Status 0: well; 1: not, with the reason; 64: called wrongly; 78: the configuration is at fault.
          --ready       whether it can work, not only whether it lives
          --NAME=value  a setting, for example --PORT=9000; the environment and .env count too, as for the server
        """;

    private const string ReadyOption = "--ready";
    private const int Unwell = 1;

    /// <summary>Longer than each check of readiness may take.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    /// <param name="arguments">What follows the command's name.</param>
    /// <returns>The status of the process.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is ["--help" or "-h"])
        {
            await Console.Out.WriteLineAsync(Usage);
            return 0;
        }

        if (arguments.Any(argument => argument != ReadyOption && !CommandLine.IsSetting(argument)))
        {
            await Console.Error.WriteLineAsync(Usage);
            return ProcessExit.WrongUsage;
        }

        var settings = SettingsReader.Read([.. arguments.Where(argument => argument != ReadyOption)]);
        var url = new UriBuilder(Uri.UriSchemeHttp, HostOf(settings["HOST"]!), PortOf(settings), arguments.Contains(ReadyOption) ? "/api/v1/health/ready" : "/api/v1/health").Uri;
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Limit };
        try
        {
            using var response = await client.GetAsync(url);
            await (response.IsSuccessStatusCode ? Console.Out : Console.Error).WriteLineAsync(await response.Content.ReadAsStringAsync());
            return response.IsSuccessStatusCode ? 0 : Unwell;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"No answer from {url}: {(exception is HttpRequestException ? exception.Message : $"waited {Limit.TotalSeconds} s.")}");
            return Unwell;
        }
    }

    // Where it listens on every address is no address to call.
    private static string HostOf(string host) => IPAddress.Parse(host) switch
    {
        var any when any.Equals(IPAddress.Any) => $"{IPAddress.Loopback}",
        var any when any.Equals(IPAddress.IPv6Any) => $"[{IPAddress.IPv6Loopback}]",
        { AddressFamily: AddressFamily.InterNetworkV6 } other => $"[{other}]",
        var other => $"{other}",
    };

    private static int PortOf(Settings settings) => int.Parse(settings["PORT"]!, CultureInfo.InvariantCulture) is > 0 and var port
        ? port
        : throw new StartupException("PORT is 0, a free one: nobody knows where that server listens. Set PORT to the port that it says it has taken.");
}
