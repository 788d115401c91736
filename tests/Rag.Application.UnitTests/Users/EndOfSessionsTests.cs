using Microsoft.Extensions.Time.Testing;
using Moq;
using Rag.Application.Auth;
using Rag.Application.Users;
using Rag.Domain.Results;
using Rag.Domain.Users;
using Rag.Testing;

namespace Rag.Application.UnitTests.Users;

/// <summary>A new password and the end of the sessions are one write: a store that fails after it finds both done, before it neither.</summary>
public sealed class EndOfSessionsTests
{
    private readonly Mock<IUserRepository> _users = new();
    private readonly Mock<IPasswordHasher> _hasher = new();
    private readonly Session _here;
    private readonly Session _there;
    private readonly User _ana = A.User();
    private User _stored;
    private int _writesLeft = 1;

    public EndOfSessionsTests()
    {
        _stored = _ana;
        (_here, _there) = (Begin(), Begin());
        _hasher.Setup(hasher => hasher.Verify("Secreta-2026", _ana.HashedPassword)).Returns(true);
        _hasher.Setup(hasher => hasher.Hash(It.IsAny<string>())).Returns((string password) => $"hash of {password}");
        _users.Setup(users => users.FindAsync(_ana.Id, It.IsAny<CancellationToken>())).ReturnsAsync(() => _stored);
        _users.Setup(users => users.ChangeAsync(_ana.Id, It.IsAny<Func<User, User>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((UserId _, Func<User, User> change, CancellationToken _) =>
                _writesLeft-- > 0 ? _stored = change(_stored) : throw new IOException("The store is lost."));
    }

    [Test]
    public async Task A_change_of_password_is_whole_after_its_only_write()
    {
        var result = await ChangePasswordAsync();

        Assert.That(result.IsSuccess);
        Assert.That(_stored.HashedPassword, Is.EqualTo("hash of Otra-clave-9"));
        Assert.That((_stored.Allows(_here), _stored.Allows(_there)), Is.EqualTo((true, false)));
    }

    [Test]
    public void A_change_of_password_that_was_not_stored_ends_nothing()
    {
        _writesLeft = 0;

        Assert.ThrowsAsync<IOException>(ChangePasswordAsync);

        Assert.That((_stored.HashedPassword, _stored.Allows(_there)), Is.EqualTo((_ana.HashedPassword, true)));
    }

    [Test]
    public async Task A_change_of_password_in_a_session_that_an_admin_ended_meanwhile_does_not_revive_it()
    {
        _hasher.Setup(hasher => hasher.Hash(It.IsAny<string>())).Callback(() => _stored = _stored.EndSessions()).Returns("another");

        var result = await ChangePasswordAsync();

        Assert.That(result.Error?.Code, Is.EqualTo("wrong_password"));
        Assert.That(_stored.Allows(_here), Is.False);
    }

    [TestCase(null, false)]
    [TestCase("Otra-clave-9", null)]
    public async Task An_admins_new_password_or_deactivation_is_whole_after_its_only_write(string? password, bool? isActive)
    {
        var result = await UpdateAsync(new UpdateUser(UserId.New(), _ana.Id.ToString(), IsActive: isActive, Password: password));

        Assert.That(result.IsSuccess);
        Assert.That((_stored with { IsActive = true }).Allows(_here), Is.False);
    }

    [Test]
    public async Task Other_changes_end_nothing()
    {
        await UpdateAsync(new UpdateUser(UserId.New(), _ana.Id.ToString(), FullName: "Ana", IsAdmin: true, IsActive: true));

        Assert.That(_stored.Allows(_here), Is.True);
    }

    private Session Begin() => Session.Begin(_ana, A.Time, A.Time.AddDays(7));

    private Task<Result> ChangePasswordAsync() =>
        new ChangePasswordHandler(_users.Object, _hasher.Object, new FakeTimeProvider(A.Time))
            .Handle(new ChangePassword(_ana.Id, _here.Id, "Secreta-2026", "Otra-clave-9"), CancellationToken.None);

    private Task<Result<User>> UpdateAsync(UpdateUser update) =>
        new UpdateUserHandler(_users.Object, _hasher.Object, new FakeTimeProvider(A.Time)).Handle(update, CancellationToken.None);
}
