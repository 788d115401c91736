using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Rag.Api.Configuration;

namespace Rag.Api.Startup;

/// <summary>What a developer needs after the start. Straight to the console: the password must be in no log.</summary>
internal sealed class ConsoleBanner(
    IServer server, IHostEnvironment environment, IOptions<DocsOptions> docs, FirstAdminNotice notice) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken) =>
        environment.IsDevelopment() ? Console.Out.WriteAsync(Text()) : Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Text()
    {
        var address = Reachable(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "");
        var text = new StringBuilder()
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"  {docs.Value.Title} is running.")
            .AppendLine(CultureInfo.InvariantCulture, $"    Chat     {address}/chat")
            .AppendLine(CultureInfo.InvariantCulture, $"    Console  {address}/admin")
            .AppendLine(CultureInfo.InvariantCulture, $"    API      {address}/api/v1");
        if (docs.Value.Enabled)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    Swagger  {address}/swagger");
        }

        if (notice.Admin is { InventedPassword: { } password } admin)
        {
            text.AppendLine()
                .AppendLine("  The first admin, shown this once:")
                .AppendLine(CultureInfo.InvariantCulture, $"    e-mail   {admin.Email}")
                .AppendLine(CultureInfo.InvariantCulture, $"    password {password}");
        }

        return text.AppendLine().ToString();
    }

    // 0.0.0.0 is where it listens, not an address that a browser opens.
    private static string Reachable(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url)
        && IPAddress.TryParse(url.Host.Trim('[', ']'), out var host)
        && (host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any))
            ? $"{url.Scheme}://localhost:{url.Port}"
            : address;
}
