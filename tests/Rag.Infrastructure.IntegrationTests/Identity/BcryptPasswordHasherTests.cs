using Rag.Infrastructure.Identity;

namespace Rag.Infrastructure.IntegrationTests.Identity;

public sealed class BcryptPasswordHasherTests
{
    private static readonly BcryptPasswordHasher Quick = new(cost: 4);

    [Test]
    public void Hashes_with_2b_and_cost_12()
    {
        Assert.That(new BcryptPasswordHasher().Hash("Secreta-2026"), Does.StartWith("$2b$12$").And.Length.EqualTo(60));
    }

    [Test]
    public void Knows_a_password_from_another()
    {
        var hash = Quick.Hash("Contraseña-😀");

        Assert.That(Quick.Verify("Contraseña-😀", hash), Is.True);
        Assert.That(Quick.Verify("contraseña-😀", hash), Is.False);
    }

    // Published vectors of other implementations: what an old database holds keeps verifying.
    [TestCase("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [TestCase("U*U", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [TestCase("U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    public void Verifies_hashes_of_other_implementations(string password, string hash)
    {
        Assert.That(Quick.Verify(password, hash), Is.True);
    }

    [Test]
    public void A_longer_password_is_not_cut_to_the_72_bytes_that_bcrypt_reads()
    {
        var longest = new string('a', 72);
        var hash = Quick.Hash(longest);

        Assert.That(Quick.Verify(longest, hash), Is.True);
        Assert.That(Quick.Verify(longest + "b", hash), Is.False);
        Assert.That(() => Quick.Hash(longest + "b"), Throws.ArgumentException);
    }

    [TestCase("")]
    [TestCase("plain text")]
    [TestCase("$2b$12$short")]
    [TestCase("$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b27Sg")]
    public void What_is_no_hash_fits_no_password(string hash)
    {
        Assert.That(Quick.Verify("Secreta-2026", hash), Is.False);
    }

    // The time itself is a benchmark's business: on a loaded machine a test of it would fail for nothing.
    [Test]
    public void Verifying_nothing_is_the_work_of_a_verification()
    {
        var hasher = new BcryptPasswordHasher();

        Assert.That(hasher.HashOfNothing[..7], Is.EqualTo(hasher.Hash("Secreta-2026")[..7]));
        Assert.That(BCrypt.Net.BCrypt.Verify("Secreta-2026", hasher.HashOfNothing), Is.False, "a hash that is read to its end, not refused at its form");
        Assert.That(() => hasher.VerifyNothing(new string('x', 100)), Throws.Nothing);
    }
}
