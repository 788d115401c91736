using Rag.Application.Costs;

namespace Rag.Application.Chat;

/// <param name="IsOverBudget">The language model would have answered, and has cost enough today.</param>
internal sealed record ChosenWriter(IAnswerWriter Writer, bool IsOverBudget);

/// <summary>Who writes the next answer: the one that is configured, or LOCAL once the day's budget is spent.</summary>
internal sealed class AnswerWriters(IAnswerWriter configured, LocalAnswerWriter local, DailyBudget budget)
{
    public async Task<ChosenWriter> ChooseAsync(CancellationToken cancellationToken) =>
        configured is not LocalAnswerWriter && await budget.IsSpentAsync(cancellationToken)
            ? new ChosenWriter(local, IsOverBudget: true)
            : new ChosenWriter(configured, IsOverBudget: false);
}
