using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Rag.Application.Auth;
using Rag.Application.Users;
using Rag.Domain.Users;
using Rag.Testing;

namespace Rag.Application.UnitTests.Auth;

public sealed class EnsureFirstAdminTests
{
    private readonly AuthOptions _options = new();
    private readonly Mock<IUserRepository> _users = new();
    private readonly Mock<IPasswordHasher> _hasher = new();
    private readonly List<User> _added = [];
    private readonly HashSet<string> _takenNames = [];

    public EnsureFirstAdminTests()
    {
        _hasher.Setup(hasher => hasher.Hash(It.IsAny<string>())).Returns((string password) => $"hash of {password}");
        _users.Setup(users => users.AddAsync(It.IsAny<User>(), It.IsAny<CancellationToken>())).ReturnsAsync((User user, CancellationToken _) =>
        {
            if (_takenNames.Contains(user.Username))
            {
                return false;
            }

            _added.Add(user);
            return true;
        });
    }

    [Test]
    public async Task Makes_the_configured_admin()
    {
        Configured();

        var admin = await EnsureAsync(mayInvent: false);

        Assert.That(admin, Is.EqualTo(new FirstAdmin(FirstAdminOutcome.Made, "ana@example.com")));
        var user = _added.Single();
        Assert.That((user.Email, user.Username, user.HashedPassword), Is.EqualTo(("ana@example.com", "ana", "hash of Secreta-2026")));
        Assert.That((user.IsAdmin, user.IsActive), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Makes_none_where_there_is_one()
    {
        Configured();
        _users.Setup(users => users.AnyActiveAdminAsync(It.IsAny<CancellationToken>())).ReturnsAsync(true);

        var admin = await EnsureAsync(mayInvent: true);

        Assert.That(admin.Outcome, Is.EqualTo(FirstAdminOutcome.Present));
        Assert.That(_added, Is.Empty);
    }

    [Test]
    public async Task Invents_one_whose_password_satisfies_the_policy_and_is_told()
    {
        var admin = await EnsureAsync(mayInvent: true);

        Assert.That(admin.Email, Is.EqualTo("admin@example.com"));
        Assert.That(PasswordPolicy.Check(admin.InventedPassword!).IsSuccess, Is.True);
        Assert.That(_added.Single().HashedPassword, Is.EqualTo($"hash of {admin.InventedPassword}"));
    }

    [Test]
    public async Task Invents_another_password_each_time()
    {
        var first = await EnsureAsync(mayInvent: true);
        var second = await EnsureAsync(mayInvent: true);

        Assert.That(first.InventedPassword, Is.Not.EqualTo(second.InventedPassword));
    }

    [Test]
    public async Task Says_that_there_is_none_where_none_may_be_invented()
    {
        var admin = await EnsureAsync(mayInvent: false);

        Assert.That(admin.Outcome, Is.EqualTo(FirstAdminOutcome.Missing));
        Assert.That(_added, Is.Empty);
    }

    [Test]
    public async Task Takes_another_user_name_when_the_local_part_is_taken()
    {
        Configured();
        _takenNames.Add("ana");

        var admin = await EnsureAsync(mayInvent: false);

        Assert.That(admin.Outcome, Is.EqualTo(FirstAdminOutcome.Made));
        Assert.That(_added.Single().Username, Does.StartWith("ana-"));
    }

    [Test]
    public async Task Never_promotes_whoever_has_the_address()
    {
        Configured();
        _users.Setup(users => users.FindByEmailAsync("ana@example.com", It.IsAny<CancellationToken>())).ReturnsAsync(A.User());

        var admin = await EnsureAsync(mayInvent: false);

        Assert.That(admin.Outcome, Is.EqualTo(FirstAdminOutcome.AddressTaken));
        Assert.That(_added, Is.Empty);
    }

    private void Configured() => (_options.AdminEmail, _options.AdminPassword) = ("ana@example.com", "Secreta-2026");

    private async Task<FirstAdmin> EnsureAsync(bool mayInvent)
    {
        var result = await new EnsureFirstAdminHandler(_users.Object, _hasher.Object, Options.Create(_options), new FakeTimeProvider(A.Time))
            .Handle(new EnsureFirstAdmin(mayInvent), CancellationToken.None);
        return result.Value;
    }
}
