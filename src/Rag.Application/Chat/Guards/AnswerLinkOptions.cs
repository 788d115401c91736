namespace Rag.Application.Chat.Guards;

public sealed class AnswerLinkOptions
{
    /// <summary>Hosts that an answer may link to, with those below them: the operator's own sites.</summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];
}
