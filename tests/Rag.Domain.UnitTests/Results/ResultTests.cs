using Rag.Domain.Results;

namespace Rag.Domain.UnitTests.Results;

public sealed class ResultTests
{
    private static readonly Error Refusal = new(ErrorKind.Conflict, "taken", "It is taken.");

    [Test]
    public void A_value_is_a_success()
    {
        Result<int> result = 7;

        Assert.That((result.IsSuccess, result.Value, result.Error), Is.EqualTo((true, 7, (Error?)null)));
    }

    [Test]
    public void An_error_is_a_failure_without_a_value()
    {
        Result<int> result = Refusal;

        Assert.That((result.IsSuccess, result.Error), Is.EqualTo((false, Refusal)));
        Assert.That(() => result.Value, Throws.InvalidOperationException.With.Message.Contains("taken"));
    }

    [Test]
    public void A_result_without_a_value_tells_the_same()
    {
        Result failure = Refusal;

        Assert.That((failure.IsSuccess, failure.Error), Is.EqualTo((false, Refusal)));
        Assert.That((Result.Success.IsSuccess, Result.Success.Error), Is.EqualTo((true, (Error?)null)));
    }

    [Test]
    public void Both_are_made_from_an_error_alone_by_whoever_does_not_know_them()
    {
        Assert.That(Fail<Result>().Error, Is.EqualTo(Refusal));
        Assert.That(Fail<Result<string>>().Error, Is.EqualTo(Refusal));
    }

    private static T Fail<T>()
        where T : IFailable<T> => T.Failure(Refusal);
}
