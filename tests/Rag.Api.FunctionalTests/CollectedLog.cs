using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;

namespace Rag.Api.FunctionalTests;

internal sealed class CollectedLog : ILogEventSink
{
    private readonly ConcurrentQueue<LogEvent> _entries = new();

    public IReadOnlyCollection<LogEvent> Entries => _entries;

    /// <summary>Every entry with all its properties, as a reader of the log would see it.</summary>
    public string Text => string.Join('\n', _entries.Select(entry =>
        $"{entry.RenderMessage(null)} {string.Join(' ', entry.Properties.Select(property => $"{property.Key}={property.Value}"))} {entry.Exception}"));

    public void Emit(LogEvent logEvent) => _entries.Enqueue(logEvent);

    /// <summary>The line of the answered request of a route; it is written just after the client has its answer.</summary>
    public async Task<LogEvent> RequestLineAsync(string route)
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            if (_entries.FirstOrDefault(entry =>
                entry.Properties.TryGetValue("Route", out var value) && value is ScalarValue { Value: string text } && text == route) is { } line)
            {
                return line;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        throw new AssertionException($"No request line for {route} in:\n{Text}");
    }
}
