using System.Text;
using System.Text.RegularExpressions;

namespace Rag.Infrastructure.Pdf;

/// <summary>Titles of metadata are often what a program made up.</summary>
internal static partial class PdfTitle
{
    private const int Longest = 200;

    /// <returns>The title, or null when it does not tell what the document is about.</returns>
    public static string? Usable(string? title)
    {
        var cleaned = Spaces().Replace(string.Concat((title ?? "").Where(c => !char.IsControl(c) || char.IsWhiteSpace(c))), " ").Trim();
        var isUsable = cleaned.Length is >= 3 and <= Longest && cleaned.Count(char.IsLetter) >= 3 && !cleaned.Contains('\uFFFD') && !MadeUp().IsMatch(cleaned);
        return isUsable ? cleaned.Normalize(NormalizationForm.FormC) : null;
    }

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    /// <summary>Placeholders of word processors in English and Spanish, and names of files.</summary>
    [GeneratedRegex(
        @"^(untitled|sin título|sin titulo|document|documento|presentation|presentación|title|título|slide|diapositiva|hoja|sheet|book|libro|pdf)([ \-_]*\(?\d*\)?)$"
        + @"|^(microsoft (word|powerpoint|excel|office)|powerpoint presentation|presentación de powerpoint)\b"
        + @"|\.(pdf|docx?|odt|rtf|xlsx?|ods|pptx?|odp|txt|tex|dvi|indd|qxd|html?|pages|key|ps|eps|p65|pub)$"
        + @"|^[\\/]|^[a-z]:\\|^file:|^https?://",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex MadeUp();
}
