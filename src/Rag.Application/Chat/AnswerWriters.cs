using Rag.Application.Costs;

namespace Rag.Application.Chat;

/// <param name="IsOverBudget">The language model would have answered, and has cost enough today.</param>
internal sealed record ChosenWriter(IAnswerWriter Writer, bool IsOverBudget);

/// <summary>Who writes the next answer: the one that is configured, or LOCAL once the day's budget is spent.</summary>
internal sealed class AnswerWriters(IAnswerWriter configured, LocalAnswerWriter local, DailyBudget budget, AnswerMemory memory)
{
    public async Task<ChosenWriter> ChooseAsync(CancellationToken cancellationToken)
    {
        var isOverBudget = configured is not LocalAnswerWriter && await budget.IsSpentAsync(cancellationToken);
        var writer = isOverBudget ? local : configured;
        return new ChosenWriter(memory.IsEnabled ? new CachedAnswerWriter(writer, memory) : writer, isOverBudget);
    }
}
