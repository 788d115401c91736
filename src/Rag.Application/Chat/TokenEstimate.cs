namespace Rag.Application.Chat;

/// <summary>How many tokens a text has, about: where a provider does not count, or did not come to it.</summary>
internal static class TokenEstimate
{
    // English has about four characters a token in the common vocabularies, Spanish a little fewer.
    private const int CharactersPerToken = 4;

    public static int Of(string text) => (text.Length + CharactersPerToken - 1) / CharactersPerToken;
}
