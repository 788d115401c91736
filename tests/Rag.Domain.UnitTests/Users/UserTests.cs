using Rag.Domain.Users;

namespace Rag.Domain.UnitTests.Users;

public sealed class UserTests
{
    [TestCase("Ana@Example.com", "ana@example.COM", true)]
    [TestCase(" ana@example.com\t", "ana@example.com", true)]
    [TestCase("ñ@example.com", "Ñ@example.com", true)]
    [TestCase("ana@example.com", "anna@example.com", false)]
    public void Addresses_are_compared_without_case_and_surrounding_space(string first, string second, bool isOne)
    {
        Assert.That(User.NormalizeEmail(first) == User.NormalizeEmail(second), Is.EqualTo(isOne));
    }
}
