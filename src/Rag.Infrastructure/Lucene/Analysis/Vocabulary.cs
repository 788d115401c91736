using System.Collections.Concurrent;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace Rag.Infrastructure.Lucene.Analysis;

/// <summary>A word as the index knows it.</summary>
internal sealed record WordForm(string Folded, string Stem, StopLanguages StopIn);

/// <summary>
/// Fold and stem of words, the frequent ones remembered. A word is stemmed by English rules and the result by Spanish ones, whatever
/// the text's language: the stem depends on the word alone, so a text of two languages, a question of one word and a wrong guess at
/// the language all find their words. On the evaluation sets this is better than either stemmer alone in its own language
/// (figures in README.md).
/// </summary>
internal static class Vocabulary
{
    private const int LongestRemembered = 32;
    private const int MostRemembered = 20_000;

    // No word is longer, save hashes and encoded bytes, of which the beginning is enough.
    private const int LongestWord = 64;

    private static readonly ConcurrentDictionary<string, WordForm> Remembered = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, WordForm>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Remembered.GetAlternateLookup<ReadOnlySpan<char>>();

    private static int _remembered;

    [ThreadStatic]
    private static EnglishStemmer? _english;

    /// <param name="word">Letters as they stand in the text.</param>
    public static WordForm Find(ReadOnlySpan<char> word)
    {
        if (BySpan.TryGetValue(word, out var known))
        {
            return known;
        }

        var form = Analyze(word);
        if (word.Length <= LongestRemembered)
        {
            // Cleared rather than aged: the words that are used come back at once.
            if (Interlocked.Increment(ref _remembered) > MostRemembered)
            {
                Remembered.Clear();
                Interlocked.Exchange(ref _remembered, 1);
            }

            BySpan.TryAdd(word, form);
        }

        return form;
    }

    private static WordForm Analyze(ReadOnlySpan<char> word)
    {
        var folded = Folding.Fold(word.Length > LongestWord ? word[..LongestWord] : word);
        return new WordForm(folded, SpanishStemmer.Stem(StemEnglish(folded)), StopWords.Of(folded));
    }

    private static string StemEnglish(string folded)
    {
        // The one ending that English rules spoil for the Spanish ones: they take the e of "claramente".
        if (folded.EndsWith("mente", StringComparison.Ordinal))
        {
            return folded;
        }

        var english = _english ??= new EnglishStemmer();
        english.SetCurrent(folded);
        english.Stem();
        return english.Current;
    }
}
