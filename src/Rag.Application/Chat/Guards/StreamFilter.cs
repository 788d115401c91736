using System.Text;

namespace Rag.Application.Chat.Guards;

/// <summary>
/// Changes an answer while it streams. Holds back no more than what may still become something to change, so that whatever way a text is
/// cut into tokens, the same text comes out.
/// </summary>
internal abstract class StreamFilter
{
    private readonly StringBuilder _held = new();

    /// <summary>The character before the one that is looked at; a space at the beginning.</summary>
    protected char Before { get; private set; } = ' ';

    /// <returns>What of the answer so far can be sent and has not been.</returns>
    public string Push(string token)
    {
        _held.Append(token);
        return Drain(isLast: false);
    }

    /// <summary>The end of the answer.</summary>
    public string Flush() => Drain(isLast: true);

    /// <returns>How much of the text is decided (0: what follows must be known first) and what is shown in its place (null: itself).</returns>
    protected abstract (int Length, string? Shown) Next(string text, int at, bool isLast);

    private string Drain(bool isLast)
    {
        var text = _held.ToString();
        var ready = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length && Next(text, at, isLast) is var (length, shown) && length > 0)
        {
            ready.Append(shown ?? text.AsSpan(at, length));
            at += length;
            Before = text[at - 1];
        }

        _held.Remove(0, at);
        return ready.ToString();
    }
}
