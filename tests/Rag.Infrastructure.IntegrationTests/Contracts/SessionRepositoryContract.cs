using Rag.Domain.Users;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

public abstract class SessionRepositoryContract : StoreContract
{
    private User _user = null!;

    [SetUp]
    public async Task Add_user()
    {
        _user = new User
        {
            Id = UserId.New(),
            Username = "ana",
            Email = "ana@example.com",
            HashedPassword = "$2b$12$hash",
            CreatedAt = A.Time,
            UpdatedAt = A.Time,
        };
        await Store.Users.AddAsync(_user, default);
    }

    [Test]
    public async Task Finds_a_session_with_all_that_was_saved()
    {
        var session = await AddAsync(NewSession() with { SpentTokenId = Guid.CreateVersion7(), RevokedAt = A.Time.AddHours(1), Epoch = 3 });

        Assert.That(await Store.Sessions.FindAsync(session.Id, default), Is.EqualTo(session));
        Assert.That(await Store.Sessions.FindAsync(Guid.CreateVersion7(), default), Is.Null);
    }

    [Test]
    public async Task Rotates_a_session_whose_good_token_is_spent()
    {
        var session = await AddAsync(NewSession());
        var rotated = Rotate(session);

        Assert.That(await Store.Sessions.RotateAsync(rotated, session.RefreshTokenId, default), Is.True);

        Assert.That(await Store.Sessions.FindAsync(session.Id, default), Is.EqualTo(rotated));
    }

    [Test]
    public async Task Refuses_to_rotate_by_a_token_that_was_spent_before()
    {
        var session = await AddAsync(NewSession());
        var first = Rotate(session);
        await Store.Sessions.RotateAsync(first, session.RefreshTokenId, default);

        Assert.That(await Store.Sessions.RotateAsync(Rotate(session), session.RefreshTokenId, default), Is.False);

        Assert.That(await Store.Sessions.FindAsync(session.Id, default), Is.EqualTo(first));
    }

    [Test]
    public async Task Of_many_rotations_at_once_by_one_token_exactly_one_wins()
    {
        var session = await AddAsync(NewSession());
        var rotations = Enumerable.Range(0, 16).Select(_ => Rotate(session)).ToArray();

        var won = await Task.WhenAll(rotations.Select(
            rotated => Task.Run(() => Store.Sessions.RotateAsync(rotated, session.RefreshTokenId, default))));

        Assert.That(won.Count(hasWon => hasWon), Is.EqualTo(1));
        Assert.That(await Store.Sessions.FindAsync(session.Id, default), Is.EqualTo(rotations[Array.IndexOf(won, true)]));
    }

    [Test]
    public async Task A_session_revoked_in_between_is_not_rotated()
    {
        var session = await AddAsync(NewSession());
        await Store.Sessions.RevokeAsync(session.Id, A.Time.AddMinutes(1), default);

        Assert.That(await Store.Sessions.RotateAsync(Rotate(session), session.RefreshTokenId, default), Is.False);

        Assert.That((await Store.Sessions.FindAsync(session.Id, default))?.RevokedAt, Is.EqualTo(A.Time.AddMinutes(1)));
    }

    [Test]
    public async Task A_session_revoked_again_keeps_its_first_end()
    {
        var session = await AddAsync(NewSession());
        await Store.Sessions.RevokeAsync(session.Id, A.Time.AddMinutes(1), default);

        await Store.Sessions.RevokeAsync(session.Id, A.Time.AddMinutes(9), default);
        await Store.Sessions.RevokeAsync(Guid.CreateVersion7(), A.Time, default);

        Assert.That((await Store.Sessions.FindAsync(session.Id, default))?.RevokedAt, Is.EqualTo(A.Time.AddMinutes(1)));
    }

    [Test]
    public async Task Revoking_ends_one_session_only()
    {
        var (ended, other) = (await AddAsync(NewSession()), await AddAsync(NewSession()));

        await Store.Sessions.RevokeAsync(ended.Id, A.Time, default);

        Assert.That((await Store.Sessions.FindAsync(other.Id, default))?.RevokedAt, Is.Null);
    }

    [Test]
    public async Task Sessions_go_with_their_user()
    {
        var session = await AddAsync(NewSession());

        await Store.Users.DeleteAsync(_user.Id, default);

        Assert.That(await Store.Sessions.FindAsync(session.Id, default), Is.Null);
    }

    [Test]
    public async Task A_revocation_holds_for_the_next_process()
    {
        var session = await AddAsync(NewSession());
        await Store.Sessions.RevokeAsync(session.Id, A.Time, default);

        await using var next = Store.OpenAnother();

        Assert.That((await next.Sessions.FindAsync(session.Id, default))?.RevokedAt, Is.EqualTo(A.Time));
    }

    private static Session Rotate(Session session) => session.Rotate(A.Time.AddMinutes(5), A.Time.AddDays(8));

    private Session NewSession() => new()
    {
        Id = Guid.CreateVersion7(),
        UserId = _user.Id,
        RefreshTokenId = Guid.CreateVersion7(),
        AccessTokenId = Guid.CreateVersion7(),
        IssuedAt = A.Time,
        ExpiresAt = A.Time.AddDays(7),
    };

    private async Task<Session> AddAsync(Session session)
    {
        await Store.Sessions.AddAsync(session, default);
        return session;
    }
}
