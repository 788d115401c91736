namespace Rag.Application.Ingestion;

/// <summary>What a chunk is embedded with ahead of its text.</summary>
internal sealed record ChunkPrefix(string? Title, string? Heading)
{
    private readonly string _lead =
        string.Concat(new[] { Title, Heading }.Where(part => !string.IsNullOrEmpty(part)).Select(part => part + "\n"));

    public bool IsEmpty => _lead.Length == 0;

    /// <summary>The text as <see cref="Domain.Passages.Chunk.IndexedText"/> will have it.</summary>
    public string Before(ReadOnlySpan<char> text) => string.Concat(_lead, text);
}

/// <summary>
/// Chooses title and heading so that they leave at least half of the model's window to the text: first the outer headings go,
/// then the title, then the heading.
/// </summary>
internal sealed class ChunkPrefixes(string? title, Func<string, bool> fitsWhole)
{
    private readonly Dictionary<(string? Path, string? Nearest), ChunkPrefix> _known = [];

    public ChunkPrefix For(string? path, string? nearest)
    {
        if (!_known.TryGetValue((path, nearest), out var prefix))
        {
            prefix = Choose(path, nearest);
            _known.Add((path, nearest), prefix);
        }

        return prefix;
    }

    private ChunkPrefix Choose(string? path, string? nearest)
    {
        ChunkPrefix[] choices = [new(title, path), new(title, nearest), new(null, nearest)];
        return choices.FirstOrDefault(LeavesHalf) ?? new ChunkPrefix(null, null);
    }

    private bool LeavesHalf(ChunkPrefix prefix) => prefix.IsEmpty || fitsWhole(prefix.Before(prefix.Before("")));
}
