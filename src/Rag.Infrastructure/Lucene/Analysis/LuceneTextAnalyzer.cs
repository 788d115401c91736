using Rag.Application.Retrieval;

namespace Rag.Infrastructure.Lucene.Analysis;

/// <summary>Text to terms, for chunks and questions alike.</summary>
internal sealed class LuceneTextAnalyzer : ITextAnalyzer
{
    private const int LongestWhole = 128;

    public IReadOnlyList<TextTerm> Analyze(string text) =>
        [.. AnalyzeTerms(text).Where(term => term.Role != TermRole.FigurePart).Select(term => new TextTerm(term.Stem, term.Start, term.End))];

    /// <summary>All terms of a text in its order, a whole ahead of its parts.</summary>
    public static List<AnalyzedTerm> AnalyzeTerms(ReadOnlySpan<char> text)
    {
        var scanner = new WordScanner(text);
        scanner.Scan();
        var forms = FindForms(text, scanner.Parts, out var language);
        var terms = new List<AnalyzedTerm>(scanner.Words.Count);
        for (var i = 0; i < scanner.Words.Count; i++)
        {
            AddWord(text, scanner, forms, language, i, terms);
        }

        return terms;
    }

    private static WordForm?[] FindForms(ReadOnlySpan<char> text, List<ScannedPart> parts, out StopLanguages language)
    {
        var forms = new WordForm?[parts.Count];
        var (spanish, english) = (0, 0);
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Kind == PartKind.Letters)
            {
                var form = Vocabulary.Find(text[parts[i].Start..parts[i].End]);
                forms[i] = form;
                spanish += form.StopIn == StopLanguages.Spanish ? 1 : 0;
                english += form.StopIn == StopLanguages.English ? 1 : 0;
            }
        }

        language = StopWords.LanguageOf(spanish, english);
        return forms;
    }

    private static void AddWord(
        ReadOnlySpan<char> text, in WordScanner scanner, WordForm?[] forms, StopLanguages language, int index, List<AnalyzedTerm> terms)
    {
        var word = scanner.Words[index];
        var whole = text[word.Start..word.End];
        var figure = word.IsCompound ? Figures.Normalize(whole) : null;
        var first = terms.Count;
        if (figure is not null)
        {
            terms.Add(new AnalyzedTerm(figure, word.Start, word.End, index, TermRole.Word));
        }
        else if (word.IsCompound && whole.Length <= LongestWhole)
        {
            terms.Add(new AnalyzedTerm(Folding.Fold(whole), word.Start, word.End, index, TermRole.Whole));
        }

        var hasWhole = terms.Count > first;
        for (var i = word.FirstPart; i < word.FirstPart + word.PartCount; i++)
        {
            var part = scanner.Parts[i];
            var form = forms[i];
            if (form is null || ((form.StopIn & language) == StopLanguages.None && !IsLoneLetter(text, part, word.IsCompound)))
            {
                var stem = form?.Stem ?? Folding.Fold(text[part.Start..part.End]);
                terms.Add(new AnalyzedTerm(stem, part.Start, part.End, index, figure is null ? TermRole.Word : TermRole.FigurePart));
            }
        }

        // C++ and n.º have no part that says anything: the whole is the word.
        if (hasWhole && figure is null && terms.Count == first + 1)
        {
            terms[first] = terms[first] with { Role = TermRole.Word };
        }
    }

    // "vitamina C" asks for C; the c of a/b/c and the s of John's are nothing that anyone looks for.
    private static bool IsLoneLetter(ReadOnlySpan<char> text, ScannedPart part, bool isCompound) =>
        part.End - part.Start == 1
        && (isCompound || IsApostrophe(text, part.Start - 1) || IsApostrophe(text, part.End));

    private static bool IsApostrophe(ReadOnlySpan<char> text, int at) => at >= 0 && at < text.Length && text[at] is '\'' or '’';
}
