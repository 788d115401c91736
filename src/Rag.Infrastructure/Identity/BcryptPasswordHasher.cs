using System.Text;
using Rag.Application.Auth;
using Rag.Domain.Users;

namespace Rag.Infrastructure.Identity;

internal sealed class BcryptPasswordHasher : IPasswordHasher
{
    private readonly int _cost;

    public BcryptPasswordHasher()
        : this(cost: 12)
    {
    }

    /// <param name="cost">2 to this power rounds.</param>
    internal BcryptPasswordHasher(int cost)
    {
        _cost = cost;

        // Made without hashing, which would cost the start a quarter of a second: any digest takes as long to compare with.
        HashOfNothing = $"$2b${cost:00}${new string('.', 21)}u{new string('.', 31)}";
    }

    internal string HashOfNothing { get; }

    public string Hash(string password) =>
        IsTooLong(password)
            ? throw new ArgumentException($"bcrypt reads {PasswordPolicy.LongestUtf8} bytes; the caller must refuse more.", nameof(password))
            : BCrypt.Net.BCrypt.HashPassword(password, BCrypt.Net.BCrypt.GenerateSalt(_cost, 'b'));

    public bool Verify(string password, string hash)
    {
        // bcrypt would compare the first 72 bytes alone, and a password that nobody set would be right.
        if (IsTooLong(password))
        {
            VerifyNothing("");
            return false;
        }

        try
        {
            return BCrypt.Net.BCrypt.Verify(password, hash);
        }
        catch (Exception exception) when (exception is BCrypt.Net.SaltParseException or ArgumentException)
        {
            // What is stored is no bcrypt hash, so no password is right; the time must not tell.
            VerifyNothing(password);
            return false;
        }
    }

    public void VerifyNothing(string password) => BCrypt.Net.BCrypt.Verify(IsTooLong(password) ? "" : password, HashOfNothing);

    private static bool IsTooLong(string password) => Encoding.UTF8.GetByteCount(password) > PasswordPolicy.LongestUtf8;
}
