using Rag.Application.Retrieval;

namespace Rag.Application.UnitTests.Retrieval;

/// <summary>Words without accents and without a plural s; the commonest small words are left out.</summary>
internal sealed class FakeTextAnalyzer : ITextAnalyzer
{
    private static readonly HashSet<string> SmallWords =
        [.. "el la los las un una de del al en y o que es son para por con se su sus a lo tiene tengo hay mi este esta ese eso alli cual cuales cuando cuanto cuantos donde como quien e muy no the of and to in is are an it this that these one what which how why when do does i my for with there about so s".Split(' ')];

    public IReadOnlyList<TextTerm> Analyze(string text)
    {
        var terms = new List<TextTerm>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isWord = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (isWord && start < 0)
            {
                start = i;
            }
            else if (!isWord && start >= 0)
            {
                Add(terms, text, start, i);
                start = -1;
            }
        }

        return terms;
    }

    private static void Add(List<TextTerm> terms, string text, int start, int end)
    {
        var word = text[start..end].ToLowerInvariant()
            .Replace('á', 'a').Replace('é', 'e').Replace('í', 'i').Replace('ó', 'o').Replace('ú', 'u').Replace('ñ', 'n');
        if (!SmallWords.Contains(word))
        {
            terms.Add(new TextTerm(word.Length > 3 ? word.TrimEnd('s') : word, start, end));
        }
    }
}
