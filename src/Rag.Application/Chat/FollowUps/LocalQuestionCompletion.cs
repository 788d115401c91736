using System.Buffers;
using System.Text;
using Rag.Application.Retrieval;
using Rag.Domain.Conversations;

namespace Rag.Application.Chat.FollowUps;

/// <summary>
/// Completes questions by rules: one that leaves out what it is about gets the topic of the visitor's questions before it, back to the
/// last that named one. A question that names its own topic stays as it is, word for word.
/// </summary>
internal sealed class LocalQuestionCompletion(ITextAnalyzer analyzer) : IQuestionCompletion
{
    // A topic is a few words; a long question's are better taken from its end, where it asks.
    private const int MostWords = 10;

    private static readonly SearchValues<char> Marks = SearchValues.Create(".?!,;:()");

    public Task<string> CompleteAsync(AskedQuestion asked, IReadOnlyList<Message> history, CancellationToken cancellationToken) =>
        Task.FromResult(Complete(asked.Text, history));

    /// <param name="question">Any question.</param>
    /// <param name="history">Oldest first.</param>
    /// <returns>Whether there is anything to find out: a topic before it, and a question that may need it.</returns>
    public bool MayDepend(string question, IReadOnlyList<Message> history) =>
        QuestionDependence.Of(Read(question)) != Dependence.None && Earlier(history).Any(earlier => earlier.Content.Count > 0);

    public string Complete(string question, IReadOnlyList<Message> history)
    {
        var own = Read(question);
        if (QuestionDependence.Of(own) != Dependence.Full)
        {
            return question;
        }

        var known = own.Content.Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
        var topic = new StringBuilder(question);
        foreach (var earlier in Earlier(history))
        {
            var carried = earlier.Content.Where(word => IsCarried(word, own) && known.Add(word.Stem)).TakeLast(MostWords).ToList();
            Append(topic, earlier.Text, carried);
            if (known.Count >= MostWords || (earlier.Topics > 0 && QuestionDependence.Of(earlier) != Dependence.Full))
            {
                break;
            }
        }

        return topic.ToString();
    }

    // "¿Y a Francia?" takes the place of Portugal, "¿Y el E-23?" that of E-17; "¿Cuánto cuesta?" that of "¿Cuándo abre …?".
    private static bool IsCarried(ContentWord word, QuestionWords own) =>
        !(word.IsAttribute && QuestionDependence.Asks(own))
        && !(word.IsName && own.Content.Any(other => other.IsName))
        && !(word.HasDigit && own.Content.Any(other => other.HasDigit));

    // Words that stood together stay together, with the small ones between them: an embedding model reads phrases.
    private static void Append(StringBuilder topic, string text, List<ContentWord> carried)
    {
        var end = -1;
        foreach (var word in carried)
        {
            var isNear = end >= 0 && text.AsSpan(end, word.Start - end) is { Length: <= 8 } between && !between.ContainsAny(Marks);
            topic.Append(isNear ? text[end..word.Start] : " ").Append(word.Text);
            end = word.End;
        }
    }

    /// <summary>The visitor's questions, the latest first.</summary>
    private IEnumerable<QuestionWords> Earlier(IReadOnlyList<Message> history) =>
        history.Reverse().Where(message => message.Role == MessageRole.User).Select(message => Read(message.Content));

    private QuestionWords Read(string question) => QuestionWords.Of(question, analyzer);
}
