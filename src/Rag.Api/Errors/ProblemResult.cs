using Microsoft.AspNetCore.Mvc;
using Rag.Domain.Results;

namespace Rag.Api.Errors;

/// <summary>An action's refusal.</summary>
internal sealed class ProblemResult(Problem problem) : ActionResult
{
    public Problem Problem { get; } = problem;

    public override Task ExecuteResultAsync(ActionContext context) => ProblemWriter.WriteAsync(context.HttpContext, Problem);
}

/// <summary>From the outcome of a use case to the answer of an action.</summary>
internal static class ResultActions
{
    public static ActionResult ToActionResult(this Error error) => new ProblemResult(Problem.Of(error));

    /// <summary>204, or the problem.</summary>
    public static ActionResult ToActionResult(this Result result) => result.ToActionResult(() => new NoContentResult());

    public static ActionResult ToActionResult(this Result result, Func<ActionResult> onSuccess) =>
        result.Error is { } error ? error.ToActionResult() : onSuccess();

    /// <summary>What <paramref name="onSuccess"/> makes of the value, or the problem.</summary>
    public static ActionResult ToActionResult<T>(this Result<T> result, Func<T, ActionResult> onSuccess) =>
        result.Error is { } error ? error.ToActionResult() : onSuccess(result.Value);
}
