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

    [Test]
    public void An_id_of_the_old_backend_is_read_and_written_with_its_24_digits()
    {
        var (old, own) = (UserId.Find("507f1f77bcf86cd799439011"), UserId.New());

        Assert.That(old.ToString(), Is.EqualTo("507f1f77bcf86cd799439011"));
        Assert.That(UserId.Find(own.ToString()), Is.EqualTo(own));
        Assert.That(UserId.Find("507f1f77bcf86cd79943901z"), Is.Null);
    }

    [Test]
    public void The_end_of_the_sessions_holds_for_all_that_began_before_but_the_one_kept()
    {
        var user = NewUser();
        var (here, there) = (Begin(user), Begin(user));

        var changed = user.EndSessions(except: here.Id);
        var later = Begin(changed);
        var changedAgain = changed.EndSessions(except: later.Id);

        Assert.That((changed.Allows(here), changed.Allows(there), changed.Allows(later)), Is.EqualTo((true, false, true)));
        Assert.That((changedAgain.Allows(here), changedAgain.Allows(there), changedAgain.Allows(later)), Is.EqualTo((false, false, true)));
        Assert.That(changedAgain.EndSessions().Allows(later), Is.False);
    }

    [Test]
    public void Nobody_is_let_in_by_anothers_session_or_while_inactive()
    {
        var user = NewUser();
        var session = Begin(user);

        Assert.That(user.Allows(session), Is.True);
        Assert.That((user with { IsActive = false }).Allows(session), Is.False);
        Assert.That((user with { Id = UserId.New() }).Allows(session), Is.False);
    }

    private static Session Begin(User user) => Session.Begin(user, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(7));

    private static User NewUser() => new()
    {
        Id = UserId.New(),
        Username = "ana",
        Email = "ana@example.com",
        HashedPassword = "$2b$12$not.a.real.hash",
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
