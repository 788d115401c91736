using System.Runtime.CompilerServices;
using System.Text;
using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <summary>Answers without a language model: quotes the sentences that answer, each with its source, and says that it quotes.</summary>
internal sealed class LocalAnswerWriter(SentenceChoice sentences) : IAnswerWriter
{
    public string Name => "local";

    // Nobody pays for them.
    public int CountTokens(string text) => 0;

    public async IAsyncEnumerable<AnswerPart> WriteAsync(AnswerTask task, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chosen = await sentences.ChooseAsync(task.Question, task.Retrieved, cancellationToken);
        if (chosen.Count == 0)
        {
            yield return new AnswerPart.Ended(FinishReason.NoAnswer);
            yield break;
        }

        yield return new AnswerPart.Text(task.IsOverBudget ? OwnTexts.QuoteFrameOverBudget(task.Language) : OwnTexts.QuoteFrame(task.Language));
        foreach (var sentence in chosen)
        {
            yield return new AnswerPart.Text($"\n\n{OwnTexts.Quote(task.Language, OnOneLine(sentence.Text))} [{sentence.Source}]");
        }

        yield return new AnswerPart.Ended(FinishReason.Stop);
    }

    // A page's own note numbers would read as references to our sources.
    private static string OnOneLine(string sentence)
    {
        var line = new StringBuilder(sentence.Length);
        foreach (var character in ReferenceFilter.Strip(sentence))
        {
            if (!char.IsWhiteSpace(character))
            {
                line.Append(character);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().Trim();
    }
}
