using Rag.Domain.Users;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

public abstract class UserRepositoryContract : StoreContract
{
    [Test]
    public async Task Finds_a_user_with_all_that_was_saved()
    {
        var user = User("Ana@Example.com") with { FullName = "Ana Núñez", IsActive = false, IsAdmin = true, LastLogin = A.Time.AddDays(1) };

        Assert.That(await Store.Users.AddAsync(user, default), Is.True);

        Assert.That(await Store.Users.FindAsync(user.Id, default), Is.EqualTo(user));
    }

    [TestCase("ana@example.com")]
    [TestCase("ANA@EXAMPLE.COM")]
    [TestCase("  Ana@Example.com ")]
    public async Task Finds_a_user_by_address_in_any_case(string email)
    {
        var user = User("Ana@Example.com");
        await Store.Users.AddAsync(user, default);

        Assert.That((await Store.Users.FindByEmailAsync(email, default))?.Id, Is.EqualTo(user.Id));
    }

    [Test]
    public async Task Finds_nobody_under_an_unknown_id_or_address()
    {
        await Store.Users.AddAsync(User("ana@example.com"), default);

        Assert.That(await Store.Users.FindAsync(UserId.New(), default), Is.Null);
        Assert.That(await Store.Users.FindByEmailAsync("%", default), Is.Null);
    }

    [Test]
    public async Task Refuses_an_address_that_is_taken_in_another_case()
    {
        var first = User("ana@example.com", "ana");
        await Store.Users.AddAsync(first, default);

        Assert.That(await Store.Users.AddAsync(User("ANA@example.com", "other"), default), Is.False);

        Assert.That((await Store.Users.FindByEmailAsync("ana@example.com", default))?.Id, Is.EqualTo(first.Id));
    }

    [Test]
    public async Task Refuses_a_user_name_that_is_taken()
    {
        await Store.Users.AddAsync(User("ana@example.com", "ana"), default);

        Assert.That(await Store.Users.AddAsync(User("other@example.com", "ana"), default), Is.False);
        Assert.That(await Store.Users.FindByEmailAsync("other@example.com", default), Is.Null);
    }

    [Test]
    public async Task Of_many_users_added_at_once_under_one_address_one_is_stored()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 10).Select(
            i => Task.Run(() => Store.Users.AddAsync(User("ana@example.com", $"ana{i}"), default))));

        Assert.That(added.Count(isAdded => isAdded), Is.EqualTo(1));
    }

    [Test]
    public async Task Saves_a_change()
    {
        var user = User("ana@example.com");
        await Store.Users.AddAsync(user, default);
        var changed = user with
        {
            Email = "Anna@example.com",
            Username = "anna",
            HashedPassword = "$2b$12$other",
            IsAdmin = true,
            LastLogin = A.Time.AddDays(2),
        };

        await Store.Users.SaveAsync(changed, default);

        Assert.That(await Store.Users.FindByEmailAsync("anna@example.com", default), Is.EqualTo(changed));
        Assert.That(await Store.Users.FindByEmailAsync("ana@example.com", default), Is.Null);
    }

    [Test]
    public async Task Saving_does_not_bring_back_a_user_who_is_not_there()
    {
        var gone = User("gone@example.com");

        await Store.Users.SaveAsync(gone, default);

        Assert.That(await Store.Users.FindAsync(gone.Id, default), Is.Null);
    }

    [TestCase(true, true, true)]
    [TestCase(true, false, false)]
    [TestCase(false, true, false)]
    public async Task Knows_whether_there_is_an_active_admin(bool isActive, bool isAdmin, bool expected)
    {
        var before = await Store.Users.AnyActiveAdminAsync(default);

        await Store.Users.AddAsync(User("ana@example.com") with { IsActive = isActive, IsAdmin = isAdmin }, default);

        Assert.That(before, Is.False);
        Assert.That(await Store.Users.AnyActiveAdminAsync(default), Is.EqualTo(expected));
    }

    [Test]
    public async Task What_was_saved_is_there_for_the_next_process()
    {
        var user = User("ana@example.com");
        await Store.Users.AddAsync(user, default);

        await using var next = Store.OpenAnother();

        Assert.That(await next.Users.FindAsync(user.Id, default), Is.EqualTo(user));
    }

    private static User User(string email, string? username = null) => new()
    {
        Id = UserId.New(),
        Username = username ?? email,
        Email = email,
        HashedPassword = "$2b$12$hash",
        CreatedAt = A.Time,
        UpdatedAt = A.Time,
    };
}
