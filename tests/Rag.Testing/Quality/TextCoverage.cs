using System.Text;

namespace Rag.Testing.Quality;

/// <summary>How much of the texts that answer a question is in the texts that were found, in characters that are not white space.</summary>
/// <param name="Covered">Characters of the references that some found text holds.</param>
/// <param name="Wanted">Characters of the references.</param>
/// <param name="Found">Characters of the found texts, those found twice counted twice.</param>
public readonly record struct TextCoverage(int Covered, int Wanted, int Found)
{
    // Long enough that it is no chance, short enough to find what a page number or a hyphen has cut in two.
    private const int Window = 20;

    public double Recall => Wanted > 0 ? (double)Covered / Wanted : 0;

    /// <summary>Intersection over union.</summary>
    public double Iou => Wanted + Found > Covered ? (double)Covered / (Wanted + Found - Covered) : 1;

    /// <summary>A character counts as covered when 20 characters around it (or the whole reference, where that is shorter) stand in a found text.</summary>
    public static TextCoverage Of(IReadOnlyList<string> references, IReadOnlyList<string> found)
    {
        var texts = found.Select(WithoutSpace).ToList();
        var wanted = references.Select(WithoutSpace).Where(reference => reference.Length > 0).ToList();
        return new TextCoverage(wanted.Sum(reference => Count(reference, texts)), wanted.Sum(reference => reference.Length), texts.Sum(text => text.Length));
    }

    private static int Count(string reference, List<string> texts)
    {
        var length = Math.Min(Window, reference.Length);
        var isCovered = new bool[reference.Length];
        for (var start = 0; start + length <= reference.Length; start++)
        {
            var window = reference.AsSpan(start, length);
            foreach (var text in texts)
            {
                if (text.AsSpan().Contains(window, StringComparison.Ordinal))
                {
                    isCovered.AsSpan(start, length).Fill(true);
                    break;
                }
            }
        }

        return isCovered.Count(covered => covered);
    }

    private static string WithoutSpace(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKC).Where(character => !char.IsWhiteSpace(character)));
}
