using System.Globalization;
using System.Text;

namespace Rag.Evaluation;

/// <summary>The same question as people type it.</summary>
internal static class QuestionVariants
{
    // Shorter words are hardly mistyped, and a single letter changed makes another word of them.
    private const int Mistypable = 4;
    private const int WordsPerTypo = 5;

    public static string WithoutAccents(string question) =>
        string.Concat(question.Normalize(NormalizationForm.FormD).Where(character => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark));

    public static string UpperCase(string question) => question.ToUpperInvariant();

    /// <summary>A letter left out, doubled, exchanged or swapped with its neighbour in one of five words (at least one), always the same.</summary>
    public static string WithTypos(string question)
    {
        var random = new Random(question.Length);
        var words = question.Split(' ');
        var longEnough = Enumerable.Range(0, words.Length).Where(i => words[i].Count(char.IsLetter) >= Mistypable).ToArray();
        random.Shuffle(longEnough);
        foreach (var i in longEnough.Take((int)Math.Round(Math.Max(1, (double)words.Length / WordsPerTypo))))
        {
            words[i] = Mistype(words[i], random);
        }

        return string.Join(' ', words);
    }

    private static string Mistype(string word, Random random)
    {
        var letters = Enumerable.Range(0, word.Length - 1).Where(i => char.IsLetter(word[i]) && char.IsLetter(word[i + 1])).ToList();
        if (letters.Count == 0)
        {
            return word;
        }

        var at = letters[random.Next(letters.Count)];
        return random.Next(4) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, word[at].ToString()),
            2 => word[..at] + (char)('a' + random.Next(26)) + word[(at + 1)..],
            _ => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
        };
    }
}
