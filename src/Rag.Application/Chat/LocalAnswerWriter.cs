using System.Runtime.CompilerServices;
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
        var chosen = await sentences.ChooseAsync(task.SearchedFor, task.Retrieved, cancellationToken);
        if (chosen.Count == 0)
        {
            yield return new AnswerPart.Ended(FinishReason.NoAnswer);
            yield break;
        }

        yield return new AnswerPart.Text(task.IsOverBudget ? OwnTexts.QuoteFrameOverBudget(task.Language) : OwnTexts.QuoteFrame(task.Language));
        foreach (var sentence in chosen)
        {
            // A page's own note numbers would read as references to our sources.
            yield return new AnswerPart.Text($"\n\n{OwnTexts.Quote(task.Language, OneLine.Of(ReferenceFilter.Strip(sentence.Text)))} [{sentence.Source}]");
        }

        yield return new AnswerPart.Ended(FinishReason.Stop);
    }
}
