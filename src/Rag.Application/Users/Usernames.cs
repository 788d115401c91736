using System.Security.Cryptography;

namespace Rag.Application.Users;

/// <summary>User names for those who chose none.</summary>
internal static class Usernames
{
    public const int Shortest = 3;
    public const int Longest = 50;

    private const int SuffixLength = 9;

    /// <summary>The local part of an address, then the same with a random end, for when it is taken.</summary>
    public static IEnumerable<string> From(string email)
    {
        var name = email[..email.IndexOf('@', StringComparison.Ordinal)].Trim();
        if (name.Length is >= Shortest and <= Longest)
        {
            yield return name;
        }

        name = name.Length <= Longest - SuffixLength ? name : name[..(Longest - SuffixLength)];
        for (var attempt = 0; attempt < 3; attempt++)
        {
            yield return $"{name}-{RandomNumberGenerator.GetHexString(SuffixLength - 1, lowercase: true)}";
        }
    }
}
