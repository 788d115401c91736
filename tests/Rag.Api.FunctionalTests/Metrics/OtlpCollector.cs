using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Rag.Api.FunctionalTests.Metrics;

/// <summary>A collector that takes OTLP over HTTP and keeps what it was sent.</summary>
internal sealed class OtlpCollector(WebApplication server) : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();

    public string Url => server.Urls.First();

    /// <summary>What came under a path, as text: protobuf writes strings as they are.</summary>
    public string Text(string path) => string.Join('\n', _received.Where(item => item.Path == path).Select(item => Encoding.UTF8.GetString(item.Body)));

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        var collector = new OtlpCollector(server);
        server.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            collector._received.Enqueue((context.Request.Path, body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
        await server.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
