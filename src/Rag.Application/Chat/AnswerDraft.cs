using System.Text;
using Rag.Application.Retrieval;
using Rag.Domain.Conversations;
using Rag.Domain.Passages;

namespace Rag.Application.Chat;

/// <summary>An answer while it is being given: what has been sent of it, and what it may stand on.</summary>
internal sealed class AnswerDraft(ConversationId conversation, MessageId questionId, MessageId id, TimeProvider time)
{
    private const int SnippetLength = 240;

    private readonly StringBuilder _text = new();
    private readonly long _begun = time.GetTimestamp();
    private ReferenceFilter _references = new(sources: 0);
    private int _promptTokens;
    private Func<string, int> _count = _ => 0;
    private TokenUsage? _counted;

    public ConversationId ConversationId => conversation;

    public MessageId QuestionId => questionId;

    public MessageId Id => id;

    public required string Question { get; init; }

    /// <summary>What was looked for: the question, or what it became.</summary>
    public string? SearchedFor { get; set; }

    /// <summary>How long it took to find out what to look for; null where there was nothing to find out.</summary>
    public TimeSpan? CompletedIn { get; set; }

    public ChosenWriter? Writer { get; set; }

    /// <summary>It was answered before.</summary>
    public bool IsCached { get; set; }

    /// <summary>Of the conversation, that were known.</summary>
    public int HistoryMessages { get; set; }

    /// <summary>Null until the passages are found.</summary>
    public RetrievedPassages? Retrieved { get; private set; }

    /// <summary>Numbers of the sources whose claims are supported; known at the end.</summary>
    public IReadOnlyList<int> Supported { get; set; } = [];

    /// <summary>Exactly what the client was sent.</summary>
    public string Text => _text.ToString();

    public IReadOnlyList<Source> Sources { get; private set; } = [];

    public IReadOnlyList<Passage> Passages { get; private set; } = [];

    /// <summary>As the provider counted; estimated where it did not, which is so for every answer that was cut.</summary>
    public TokenUsage Usage => _counted
        ?? (_promptTokens == 0 ? new TokenUsage(0, 0) : new TokenUsage(_promptTokens, _count(Text)));

    public TimeSpan? TimeToFirstToken { get; private set; }

    /// <summary>Since the question.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_begun);

    /// <summary>The question is stored, or about to be, and its answer is not yet.</summary>
    public bool IsOpen { get; set; }

    public void StandOn(RetrievedPassages retrieved)
    {
        Retrieved = retrieved;
        if (!retrieved.IsAnswerable)
        {
            return;
        }

        var kept = retrieved.Kept;
        Passages = [.. kept.Select(candidate => candidate.Passage)];
        Sources = [.. kept.Select((candidate, i) => ToSource(candidate, i + 1))];
        _references = new ReferenceFilter(kept.Count);
    }

    /// <param name="tokens">Of the prompt.</param>
    /// <param name="count">How the answer's are counted where the provider does not come to it.</param>
    public void Prompted(int tokens, Func<string, int> count) => (_promptTokens, _count) = (tokens, count);

    public void Counted(TokenUsage usage) => _counted = usage;

    /// <returns>What can be sent now.</returns>
    public string Add(string token) => Sent(_references.Push(token));

    /// <returns>What was held back and can be sent now that nothing follows.</returns>
    public string Close() => Sent(_references.Flush());

    private string Sent(string text)
    {
        if (text.Length > 0)
        {
            TimeToFirstToken ??= time.GetElapsedTime(_begun);
        }

        _text.Append(text);
        return text;
    }

    private static Source ToSource(Candidate candidate, int number)
    {
        var chunk = candidate.Passage.Chunk;
        return new Source(
            number, candidate.Passage.FileName, chunk.Id.Document, chunk.Id.Version, chunk.Page, chunk.Start, chunk.End,
            OneLine.Shorten(chunk.Text, SnippetLength), candidate.Similarity);
    }
}
