using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Documents;

/// <summary>
/// The documents as they were last seen, each with the number of its last change. States are kept, not a history: whoever comes
/// back, or reads slowly, gets each document's latest state once, and no queue grows for anybody.
/// </summary>
internal sealed class DocumentStates
{
    /// <summary>Deletions that are remembered. Who missed an older one is told everything anew.</summary>
    public const int MostDeletions = 1000;

    private readonly Dictionary<DocumentId, DocumentEvent.Changed> _states = [];
    private readonly Queue<DocumentEvent.Deleted> _deletions = [];
    // Whoever knows all up to this number can be told of every later deletion.
    private long _complete;

    /// <param name="now">
    /// Numbers begin at a place that no other process and no earlier run has used (milliseconds, 4,096 numbers each, a random one
    /// of them; below 2^53, so that JavaScript can read them), or a number of theirs would be taken for one of ours.
    /// </param>
    public DocumentStates(DateTimeOffset now) =>
        _complete = Last = (now.ToUnixTimeMilliseconds() * 4096) + (RandomIds.NewKey().GetHashCode() & 4095);

    public long Last { get; private set; }

    /// <summary>Compares with what is stored now and numbers each difference.</summary>
    public void See(IReadOnlyList<Document> stored)
    {
        var seen = stored.Select(document => document.Id).ToHashSet();
        foreach (var (_, gone) in _states.Where(state => !seen.Contains(state.Key)).ToList())
        {
            _states.Remove(gone.Document.Id);
            _deletions.Enqueue(new DocumentEvent.Deleted(++Last, gone.Document.Id, gone.Document.Name));
        }

        while (_deletions.Count > MostDeletions)
        {
            _complete = _deletions.Dequeue().Number;
        }

        foreach (var document in stored.Where(document => !_states.TryGetValue(document.Id, out var known) || IsOther(known.Document, document)))
        {
            _states[document.Id] = new DocumentEvent.Changed(++Last, document);
        }
    }

    /// <summary>What came after a number, in order; everything for whoever names none of ours, or one too old.</summary>
    public IReadOnlyList<DocumentEvent> After(long? number)
    {
        if (number is not { } known || known < _complete || known > Last)
        {
            return [new DocumentEvent.Snapshot(Last, [.. _states.Values.Select(state => state.Document).OrderBy(document => document.Name.Key, StringComparer.Ordinal)])];
        }

        return
        [
            .. _states.Values.Where(state => state.Number > known).Concat<DocumentEvent>(_deletions.Where(deletion => deletion.Number > known))
                .OrderBy(happening => happening.Number),
        ];
    }

    // A renewed claim stores its progress without a new revision.
    private static bool IsOther(Document known, Document now) =>
        known.Revision != now.Revision || known.Pending?.Progress != now.Pending?.Progress;
}
