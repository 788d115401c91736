using System.Net;
using System.Net.Sockets;

namespace Rag.Testing;

/// <summary>What a <see cref="BrokenWire"/> does to what goes through it.</summary>
public enum WireFault
{
    /// <summary>Nothing: bytes pass.</summary>
    None,

    /// <summary>Nobody listens: a connection is refused, those that there are end.</summary>
    Refused,

    /// <summary>Connections are taken and requests arrive; no answer ever comes back.</summary>
    Silent,

    /// <summary>The answer's first bytes come back, then the connection is cut.</summary>
    Cut,

    /// <summary>Answers come back as other bytes of the same number.</summary>
    Garbled,
}

/// <summary>A TCP proxy before a real server that can refuse, delay for ever, cut and corrupt. Its port stays the same.</summary>
public sealed class BrokenWire : IAsyncDisposable
{
    private const int BytesBeforeCut = 20;

    private readonly string _host;
    private readonly int _port;
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private Socket? _listener;
    private WireFault _fault;

    private BrokenWire(string host, int port) => (_host, _port) = (host, port);

    /// <summary>On 127.0.0.1.</summary>
    public int Port { get; private set; }

    public static BrokenWire To(string host, int port)
    {
        var wire = new BrokenWire(host, port);
        wire.Listen();
        return wire;
    }

    /// <summary>From now on. Connections that are open end: an old one would go on as it was.</summary>
    public void Set(WireFault fault)
    {
        lock (_lock)
        {
            _fault = fault;
        }

        CloseAll();
        if (fault == WireFault.Refused)
        {
            _listener?.Dispose();
            _listener = null;
        }
        else if (_listener is null)
        {
            Listen();
        }
    }

    public ValueTask DisposeAsync()
    {
        _listener?.Dispose();
        CloseAll();
        return ValueTask.CompletedTask;
    }

    private void Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        listener.Listen();
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _listener = listener;
        _ = Task.Run(() => AcceptAsync(listener));
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptAsync();
                _ = Task.Run(() => CarryAsync(client));
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The listener was closed: refused from now on.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        WireFault fault;
        lock (_lock)
        {
            fault = _fault;
            _open.Add(client);
            _open.Add(server);
        }

        try
        {
            await server.ConnectAsync(_host, _port);
            await Task.WhenAny(PumpAsync(client, server, WireFault.None), PumpAsync(server, client, fault));
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            // One of the two ends is gone, and with it the connection.
        }
        finally
        {
            client.Dispose();
            lock (_lock)
            {
                _open.Remove(client);
                _open.Remove(server);
            }
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, WireFault fault)
    {
        var buffer = new byte[8192];
        while (await from.ReceiveAsync(buffer) is > 0 and var read)
        {
            if (fault == WireFault.Garbled)
            {
                buffer.AsSpan(0, read).Fill((byte)'?');
            }

            if (fault != WireFault.Silent)
            {
                await to.SendAsync(buffer.AsMemory(0, fault == WireFault.Cut ? Math.Min(read, BytesBeforeCut) : read));
            }

            if (fault == WireFault.Cut)
            {
                return;
            }
        }
    }

    private void CloseAll()
    {
        Socket[] open;
        lock (_lock)
        {
            open = [.. _open];
            _open.Clear();
        }

        Array.ForEach(open, socket => socket.Dispose());
    }
}
