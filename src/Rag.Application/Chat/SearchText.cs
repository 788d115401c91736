namespace Rag.Application.Chat;

/// <summary>What a text is to whoever looks for a part of it: case and accents make no difference.</summary>
public static class SearchText
{
    public static string Fold(string text)
    {
        // Of a hundred thousand messages at once, so it goes through each of them once and makes one string.
        var folded = new char[text.Length];
        var length = 0;
        foreach (var character in text)
        {
            if (!TextFolding.IsMark(character))
            {
                folded[length++] = TextFolding.Plain(char.ToLowerInvariant(character));
            }
        }

        return new string(folded, 0, length);
    }
}
