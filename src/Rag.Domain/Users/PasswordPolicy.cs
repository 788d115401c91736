using System.Text;
using Rag.Domain.Results;

namespace Rag.Domain.Users;

/// <summary>What a password must be on every route that sets one.</summary>
public static class PasswordPolicy
{
    public const int ShortestUtf8 = 8;

    /// <summary>bcrypt looks at 72 bytes; a longer password is refused, never cut.</summary>
    public const int LongestUtf8 = 72;

    public static Result Check(string password)
    {
        var bytes = Encoding.UTF8.GetByteCount(password);
        return bytes is >= ShortestUtf8 and <= LongestUtf8 && password.Any(char.IsUpper) && password.Any(c => !char.IsLetterOrDigit(c))
            ? Result.Success
            : UserErrors.WeakPassword();
    }
}
