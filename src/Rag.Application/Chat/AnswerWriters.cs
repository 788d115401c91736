using Rag.Application.Chat.FollowUps;
using Rag.Application.Costs;

namespace Rag.Application.Chat;

/// <summary>Who writes an answer, and who finds out what its question is about.</summary>
/// <param name="IsOverBudget">The language model would have answered, and has cost enough today.</param>
internal sealed record ChosenWriter(IAnswerWriter Writer, IQuestionCompletion Completion, bool IsOverBudget = false);

/// <summary>Who writes the next answer: the one that is configured, or LOCAL once the day's budget is spent.</summary>
internal sealed class AnswerWriters(
    ChosenWriter configured, LocalAnswerWriter local, LocalQuestionCompletion rules, DailyBudget budget, AnswerMemory memory)
{
    public async Task<ChosenWriter> ChooseAsync(CancellationToken cancellationToken)
    {
        var isOverBudget = configured.Writer is not LocalAnswerWriter && await budget.IsSpentAsync(cancellationToken);
        var chosen = isOverBudget ? new ChosenWriter(local, rules, IsOverBudget: true) : configured;
        return memory.IsEnabled ? chosen with { Writer = new CachedAnswerWriter(chosen.Writer, memory) } : chosen;
    }
}
