using Rag.Application.Users;
using Rag.Domain.Results;
using Rag.Domain.Users;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

public abstract class UserRepositoryContract : StoreContract
{
    [Test]
    public async Task Finds_a_user_with_all_that_was_saved()
    {
        var user = User("Ana@Example.com") with
        {
            FullName = "Ana Núñez",
            IsActive = false,
            IsAdmin = true,
            LastLogin = A.Time.AddDays(1),
            SessionEpoch = 2,
            KeptSession = Guid.CreateVersion7(),
        };

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
            SessionEpoch = 3,
            KeptSession = Guid.CreateVersion7(),
        };

        var result = await Store.Users.ChangeAsync(user.Id, _ => changed, default);

        Assert.That(result.Value, Is.EqualTo(changed));
        Assert.That(await Store.Users.FindByEmailAsync("anna@example.com", default), Is.EqualTo(changed));
        Assert.That(await Store.Users.FindByEmailAsync("ana@example.com", default), Is.Null);
    }

    [Test]
    public async Task Saving_does_not_bring_back_a_user_who_is_not_there()
    {
        var gone = User("gone@example.com");

        var changed = await Store.Users.ChangeAsync(gone.Id, _ => gone, default);
        var deleted = await Store.Users.DeleteAsync(gone.Id, default);

        Assert.That((changed.Error?.Code, deleted.Error?.Code), Is.EqualTo(("user_not_found", "user_not_found")));
        Assert.That(await Store.Users.FindAsync(gone.Id, default), Is.Null);
    }

    [Test]
    public async Task Changes_at_once_are_all_kept()
    {
        var user = User("ana@example.com") with { FullName = "" };
        await Store.Users.AddAsync(user, default);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() =>
            Store.Users.ChangeAsync(user.Id, now => now with { FullName = now.FullName + "x" }, default))));

        Assert.That((await Store.Users.FindAsync(user.Id, default))?.FullName, Is.EqualTo("xxxxxxxxxx"));
    }

    [Test]
    public async Task Refuses_the_address_of_another_and_takes_ones_own_in_another_case()
    {
        var user = User("ana@example.com");
        await Store.Users.AddAsync(user, default);
        await Store.Users.AddAsync(User("berta@example.com"), default);

        var taken = await Store.Users.ChangeAsync(user.Id, now => now with { Email = "BERTA@example.com" }, default);
        var own = await Store.Users.ChangeAsync(user.Id, now => now with { Email = "Ana@Example.com" }, default);

        Assert.That(taken.Error?.Code, Is.EqualTo("email_taken"));
        Assert.That(own.IsSuccess);
        Assert.That((await Store.Users.FindAsync(user.Id, default))?.Email, Is.EqualTo("Ana@Example.com"));
    }

    [Test]
    public async Task Keeps_the_last_active_admin_when_all_are_taken_away_at_once()
    {
        var admins = Enumerable.Range(0, 6).Select(i => User($"admin{i}@example.com") with { IsAdmin = true }).ToList();
        foreach (var admin in admins)
        {
            await Store.Users.AddAsync(admin, default);
        }

        var errors = await Task.WhenAll(admins.Select((admin, i) => Task.Run(async () => (i % 3) switch
        {
            0 => (await Store.Users.DeleteAsync(admin.Id, default)).Error,
            1 => (await Store.Users.ChangeAsync(admin.Id, now => now with { IsAdmin = false }, default)).Error,
            _ => (await Store.Users.ChangeAsync(admin.Id, now => now with { IsActive = false }, default)).Error,
        })));

        Assert.That(errors.OfType<Error>().Select(error => error.Code), Is.EqualTo(new[] { "last_admin" }));
        Assert.That(await Store.Users.AnyActiveAdminAsync(default));
    }

    [Test]
    public async Task Removes_a_user()
    {
        var user = User("ana@example.com");
        await Store.Users.AddAsync(user, default);

        Assert.That((await Store.Users.DeleteAsync(user.Id, default)).IsSuccess);

        Assert.That(await Store.Users.FindAsync(user.Id, default), Is.Null);
    }

    [TestCase("AÑA", "aña")]
    [TestCase("%", "odd")]
    [TestCase("_", "odd")]
    [TestCase(".*", "none")]
    [TestCase("example.com", "odd aña")]
    public async Task Searches_by_plain_text_in_any_case(string text, string expected)
    {
        await Store.Users.AddAsync(User("one@example.com", "aña"), default);
        await Store.Users.AddAsync(User("50%_@example.com", "odd"), default);

        var page = await Store.Users.SearchAsync(new UserSearch(0, 20, text), default);

        Assert.That(string.Join(' ', page.Items.Select(user => user.Username).Order().Reverse().DefaultIfEmpty("none")), Is.EqualTo(expected));
        Assert.That(page.Total, Is.EqualTo(page.Items.Count));
    }

    [Test]
    public async Task Pages_through_those_who_fit_from_the_newest()
    {
        for (var i = 0; i < 5; i++)
        {
            await Store.Users.AddAsync(
                User($"user{i}@example.com", $"user{i}") with { CreatedAt = A.Time.AddMinutes(i), IsAdmin = i == 4, IsActive = i != 3 }, default);
        }

        var page = await Store.Users.SearchAsync(new UserSearch(1, 2), default);
        var admins = await Store.Users.SearchAsync(new UserSearch(0, 20, IsAdmin: true), default);
        var activeUsers = await Store.Users.SearchAsync(new UserSearch(0, 20, IsAdmin: false, IsActive: true), default);

        Assert.That((page.Total, Names(page)), Is.EqualTo((5, "user3 user2")));
        Assert.That((admins.Total, Names(admins)), Is.EqualTo((1, "user4")));
        Assert.That((activeUsers.Total, Names(activeUsers)), Is.EqualTo((3, "user2 user1 user0")));
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

    private static string Names(UserPage page) => string.Join(' ', page.Items.Select(user => user.Username));

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
