using System.Net;
using System.Net.Sockets;

namespace Rag.Testing;

/// <summary>
/// A TCP proxy before a real server that can refuse, delay, cut and corrupt. Its port stays the same, and a fault comes over the
/// connections that are open as over new ones: a client's pool learns of it by its next call.
/// </summary>
public sealed class BrokenWire : IAsyncDisposable
{
    private readonly string _host;
    private readonly int _port;
    private readonly int _intact;
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private Socket? _listener;
    private WireFault _fault;
    private TaskCompletionSource _changed = NewSignal();

    private BrokenWire(string host, int port, int intact) => (_host, _port, _intact) = (host, port, intact);

    /// <summary>On 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <param name="host">The server's.</param>
    /// <param name="port">The server's.</param>
    /// <param name="intact">
    /// Bytes that pass before <see cref="WireFault.Cut"/> and <see cref="WireFault.Corrupted"/>. The default is a little more than the header
    /// of a MongoDB message and the first line of an HTTP answer.
    /// </param>
    public static BrokenWire To(string host, int port, int intact = 20)
    {
        var wire = new BrokenWire(host, port, intact);
        wire.Listen();
        return wire;
    }

    /// <summary>From now on. <see cref="WireFault.Refused"/> ends the connections that are open; any other fault meets their next answer.</summary>
    public void Set(WireFault fault)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _fault = fault;
            (changed, _changed) = (_changed, NewSignal());
        }

        if (fault == WireFault.Refused)
        {
            _listener?.Dispose();
            _listener = null;
            CloseAll();
        }
        else if (_listener is null)
        {
            Listen();
        }

        changed.SetResult();
    }

    public ValueTask DisposeAsync()
    {
        Set(WireFault.Refused);
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

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
        lock (_lock)
        {
            // It was waiting to be taken when the listener was closed.
            if (_fault == WireFault.Refused)
            {
                client.Dispose();
                return;
            }

            _open.Add(client);
            _open.Add(server);
        }

        try
        {
            (client.NoDelay, server.NoDelay) = (true, true);
            await server.ConnectAsync(_host, _port);
            await Task.WhenAny(AskAsync(client, server), AnswerAsync(server, client));
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

    private static async Task AskAsync(Socket client, Socket server)
    {
        var buffer = new byte[8192];
        while (await client.ReceiveAsync(buffer) is > 0 and var read)
        {
            await server.SendAsync(buffer.AsMemory(0, read));
        }
    }

    private async Task AnswerAsync(Socket server, Socket client)
    {
        var buffer = new byte[8192];
        var (intact, isMute) = (_intact, false);
        while (await server.ReceiveAsync(buffer) is > 0 and var read)
        {
            var fault = await FaultWhenItMayGoOnAsync();
            isMute |= fault == WireFault.Silent;
            if (isMute)
            {
                continue;
            }

            intact = fault switch
            {
                WireFault.None => _intact,
                WireFault.Garbled => 0,
                _ => intact,
            };
            var passing = fault == WireFault.None ? read : Math.Min(read, intact);
            intact -= Math.Min(intact, passing);
            buffer.AsSpan(passing, read - passing).Fill((byte)'?');
            await client.SendAsync(buffer.AsMemory(0, fault == WireFault.Cut ? passing : read));
            if (fault == WireFault.Cut && intact == 0)
            {
                return;
            }
        }
    }

    private async Task<WireFault> FaultWhenItMayGoOnAsync()
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_fault != WireFault.Slow)
                {
                    return _fault;
                }

                changed = _changed.Task;
            }

            await changed;
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
