using System.Net;
using Serilog.Events;

namespace Rag.Api.Configuration;

internal sealed class ServerOptions
{
    public const string Section = "Server";

    /// <summary>Default Development.</summary>
    public string Environment { get; set; } = "Development";

    /// <summary>An IP address. Default 0.0.0.0.</summary>
    public string Host { get; set; } = "0.0.0.0";

    /// <summary>Default 8000; 0 takes a free one.</summary>
    public int Port { get; set; } = 8000;

    /// <summary>Default Information.</summary>
    public LogEventLevel LogLevel { get; set; } = LogEventLevel.Information;

    public IPEndPoint EndPoint => AddressOf(Port);

    public IPEndPoint AddressOf(int port) => new(IPAddress.Parse(Host), port);
}
