namespace Rag.Infrastructure.Pdf.Reading;

/// <summary>Which characters of a font's map say something.</summary>
internal static class Characters
{
    /// <summary>Bullets and ticks of the symbol fonts that word processors use in lists; they map them to private characters.</summary>
    private static readonly HashSet<char> PrivateBullets =
        ['\uF0B7', '\uF0A7', '\uF0D8', '\uF0FC', '\uF076', '\uF06C', '\uF06E', '\uF071', '\uF0A8', '\uF0E0'];

    /// <returns>The text as readable, or null when it says nothing to anybody.</returns>
    public static string? Known(string text)
    {
        if (text.Length == 1)
        {
            var c = text[0];
            return PrivateBullets.Contains(c) ? "\u2022" : IsUnknown(c) || char.IsSurrogate(c) ? null : text;
        }

        if (text.Length == 0)
        {
            return "";
        }

        var known = string.Concat(text.Where(c => !IsUnknown(c)));
        return known.Length == 0 || HasLoneSurrogate(known) || IsPrivatePlane(known) ? null : known;
    }

    private static bool IsUnknown(char c) =>
        c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') or '\uFFFE' or '\uFFFF' || (char.IsControl(c) && c is not ('\t' or '\n' or '\r'));

    private static bool IsPrivatePlane(string text) => char.IsHighSurrogate(text[0]) && text[0] >= '\uDB80';

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])))
            {
                return true;
            }

            i += char.IsHighSurrogate(text[i]) ? 1 : 0;
        }

        return false;
    }
}
