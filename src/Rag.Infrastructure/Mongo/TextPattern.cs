using System.Text;
using System.Text.RegularExpressions;
using MongoDB.Bson;
using Rag.Application.Chat;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// A search for plain text that ignores what <see cref="SearchText"/> folds, in a form that the server understands: each letter
/// becomes the class of all that fold to it, with the accents that may stand behind.
/// </summary>
internal static class TextPattern
{
    private const string Marks = "[\u0300-\u036F]*";

    private static readonly Lazy<ILookup<char, char>> Variants = new(() => Enumerable.Range(1, 0xD7FF)
        .Select(code => (char)code)
        .Select(character => (Character: character, Folded: SearchText.Fold(character.ToString())))
        .Where(pair => pair.Folded.Length == 1 && pair.Folded[0] != pair.Character)
        .ToLookup(pair => pair.Folded[0], pair => pair.Character));

    public static BsonRegularExpression Of(string text)
    {
        var pattern = new StringBuilder();
        foreach (var character in SearchText.Fold(text))
        {
            var variants = string.Concat(Variants.Value[character]);
            pattern.Append(variants.Length == 0 ? Regex.Escape(character.ToString()) : $"[{character}{variants}]").Append(Marks);
        }

        return new BsonRegularExpression(pattern.ToString());
    }
}
