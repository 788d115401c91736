using Rag.Domain.Users;
using Rag.Testing;

namespace Rag.Domain.UnitTests.Users;

public sealed class SessionTests
{
    private static readonly Session First = new()
    {
        Id = Guid.CreateVersion7(),
        UserId = UserId.New(),
        RefreshTokenId = Guid.CreateVersion7(),
        AccessTokenId = Guid.CreateVersion7(),
        IssuedAt = A.Time,
        ExpiresAt = A.Time.AddDays(7),
    };

    [Test]
    public void Rotating_gives_a_new_pair_and_remembers_the_token_that_bought_it()
    {
        var rotated = First.Rotate(A.Time.AddHours(1), A.Time.AddDays(8));

        Assert.That(rotated.SpentTokenId, Is.EqualTo(First.RefreshTokenId));
        Assert.That(
            new[] { rotated.RefreshTokenId, rotated.AccessTokenId, First.RefreshTokenId, First.AccessTokenId }, Is.Unique);
        Assert.That((rotated.Id, rotated.UserId), Is.EqualTo((First.Id, First.UserId)));
        Assert.That((rotated.IssuedAt, rotated.ExpiresAt), Is.EqualTo((A.Time.AddHours(1), A.Time.AddDays(8))));
    }

    [TestCase(0, true)]
    [TestCase(10, true)]
    [TestCase(10.001, false)]
    public void The_token_just_spent_counts_for_ten_seconds(double seconds, bool isWithinGrace)
    {
        var rotated = First.Rotate(A.Time, A.Time.AddDays(7));

        Assert.That(rotated.IsWithinGrace(First.RefreshTokenId, A.Time.AddSeconds(seconds)), Is.EqualTo(isWithinGrace));
    }

    [Test]
    public void No_other_token_has_a_grace()
    {
        var second = First.Rotate(A.Time, A.Time.AddDays(7));
        var third = second.Rotate(A.Time.AddSeconds(1), A.Time.AddDays(7));

        Assert.That(third.IsWithinGrace(First.RefreshTokenId, A.Time.AddSeconds(2)), Is.False);
        Assert.That(third.IsWithinGrace(third.RefreshTokenId, A.Time.AddSeconds(2)), Is.False);
        Assert.That(First.IsWithinGrace(Guid.CreateVersion7(), A.Time), Is.False);
    }

    [Test]
    public void Is_open_until_its_end_and_not_at_it()
    {
        Assert.That(First.IsOpen(First.ExpiresAt.AddTicks(-1)), Is.True);
        Assert.That(First.IsOpen(First.ExpiresAt), Is.False);
    }

    [Test]
    public void A_revoked_session_is_closed()
    {
        Assert.That((First with { RevokedAt = A.Time }).IsOpen(A.Time), Is.False);
    }
}
