using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Rag.Infrastructure.Lucene;

/// <summary>The indexed words that a word which nobody wrote was probably meant to be.</summary>
internal static class NearTerms
{
    // Of shorter stems most neighbours are words of their own.
    private const int ShortestMistyped = 4;
    private const int ShortestMistypedTwice = 8;

    // Two stems of one word often differ in their endings, and more are no better.
    private const int Most = 2;

    /// <param name="term">Folded and stemmed, in no chunk.</param>
    /// <returns>By distance (Damerau and Levenshtein), at equal distance the most frequent first; none for what is not a word of letters.</returns>
    public static IReadOnlyList<string> Find(IndexReader reader, string term)
    {
        if (term.Length < ShortestMistyped || !term.All(char.IsLetter) || MultiFields.GetTerms(reader, ChunkFields.Text) is not { } indexed)
        {
            return [];
        }

        var edits = term.Length >= ShortestMistypedTwice ? 2 : 1;
        var near = new FuzzyTermsEnum(indexed, new AttributeSource(), new Term(ChunkFields.Text, term), edits, prefixLength: 0, transpositions: true);
        var boost = near.Attributes.AddAttribute<IBoostAttribute>();
        var found = new List<(string Term, float Likeness, int Frequency)>();
        while (near.MoveNext())
        {
            found.Add((near.Term.Utf8ToString(), boost.Boost, near.DocFreq));
        }

        return
        [
            .. found.Where(word => word.Term.All(char.IsLetter))
                .OrderByDescending(word => word.Likeness).ThenByDescending(word => word.Frequency).ThenBy(word => word.Term, StringComparer.Ordinal)
                .Take(Most).Select(word => word.Term),
        ];
    }
}
