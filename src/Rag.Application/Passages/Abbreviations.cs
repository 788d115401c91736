using System.Buffers;
using System.Collections.Frozen;

namespace Rag.Application.Passages;

/// <summary>Decides whether a full stop belongs to an abbreviation, an initial or an enumeration in Spanish or English.</summary>
internal static class Abbreviations
{
    private const int LongestWord = 24;

    private static readonly SearchValues<char> RomanDigits = SearchValues.Create("IVXLC");

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>Something always follows: a name, an example, the second half of a plural such as EE. UU.</summary>
    private static readonly FrozenSet<string> NeverLast = Set(
        "sr sra srta sres sras dr dra dres dras dña prof profa lic lcdo lcda ing arq gral excmo excma ilmo ilma rvdo rvda mons hnos hno "
        + "sto sta st ste mr mrs ms messrs rev hon gen col sgt cpt capt cmdr lt maj gov sen rep supt av avda pza plza ctra urb dpto depto "
        + "e.g eg i.e ie p.ej ej vs cf viz ca approx aprox tel tlf tfno ee rr ff cc dd jj ss v.gr");

    /// <summary>A number follows; otherwise they are words (art, no, sec) or end the sentence.</summary>
    private static readonly FrozenSet<string> BeforeNumber = Set(
        "art arts pág págs pag pags p pp párr párrs núm núms num n nº no nos fig figs cap caps vol vols tab tabs sec secs secc eq eqs ec "
        + "ref refs ch chs pt apt ap apdo apdos tít tit disp lib ed inc let anex esc ext máx mín max min ene feb mar abr jun jul ago sep "
        + "sept set oct nov dic jan apr aug dec c l ss f fol exp");

    /// <summary>May stand inside a sentence or at its end; the word that follows decides.</summary>
    private static readonly FrozenSet<string> MaybeLast = Set(
        "ud uds vd vds uu hh aa oo mm pp cía cia co corp inc ltd bros jr sr al dc univ dept est");

    private static readonly FrozenSet<string> TimesOfDay = Set("a.m p.m");

    private static readonly FrozenSet<string> SectionWords = Set(
        "artículo articulo art arts capítulo capitulo cap título titulo sección seccion apartado anexo disposición cláusula clausula tabla "
        + "figura fig paso nota article section chapter title part annex appendix clause table figure step note rule regla");

    private static readonly FrozenSet<string> SentenceStarters = Set(
        "el la los las lo un una unos unas en por para con sin se si no es son su sus este esta esto estos estas ese esa esos esas "
        + "al del de a o y e pero como cuando donde desde hasta según también además así entonces aunque mientras tras ante ya más "
        + "cada todo todos todas quien qué cuál cuándo "
        + "the an it its he she they we you this that these those there but and or if when while after before for from with as "
        + "by to however also his her their our is are was were in on at not all each who what which why how");

    /// <param name="sentence">From the sentence's start to its full stop, without it.</param>
    /// <param name="rest">From the next letter or digit on.</param>
    /// <returns>True when the sentence goes on behind the full stop.</returns>
    public static bool GoOn(string text, TextSpan sentence, TextSpan rest)
    {
        var word = LastWord(text, sentence);
        if (word.Length == 0)
        {
            return false;
        }

        if (IsNumbering(text, sentence, word))
        {
            return true;
        }

        var key = word.Of(text).ToLowerInvariant();
        if (NeverLast.Contains(key))
        {
            return true;
        }

        if (BeforeNumber.Contains(key) && StartsWithNumber(text, rest))
        {
            return true;
        }

        var isInitial = word.Length == 1 && char.IsUpper(text[word.Start]);
        return (isInitial || MaybeLast.Contains(key) || IsDotted(key)) && !TimesOfDay.Contains(key) && !StartsSentence(text, rest);
    }

    private static TextSpan LastWord(string text, TextSpan sentence)
    {
        var start = sentence.End;
        while (start > sentence.Start && sentence.End - start <= LongestWord && !char.IsWhiteSpace(text[start - 1])
            && !SentenceMarks.IsOpener(text[start - 1]))
        {
            start--;
        }

        return new TextSpan(start, sentence.End);
    }

    /// <summary>"1." or "IV." at the start of a sentence, and "Artículo 5.": the number of what follows.</summary>
    private static bool IsNumbering(string text, TextSpan sentence, TextSpan word)
    {
        if (!IsNumber(text.AsSpan(word.Start, word.Length)))
        {
            return false;
        }

        // "2023." at the start of a sentence is a year, not the number of a list item.
        if (word.Start == sentence.Start)
        {
            return word.Length <= 3 || text.AsSpan(word.Start, word.Length).Contains('.');
        }

        var before = TextScan.TrimEnd(text, sentence.Start, word.Start);
        return before - sentence.Start <= LongestWord
            && SectionWords.Contains(text[sentence.Start..before].TrimEnd('.').ToLowerInvariant());
    }

    private static bool IsNumber(ReadOnlySpan<char> word)
    {
        var isRoman = word.Length <= 7 && word.IndexOfAnyExcept(RomanDigits) < 0;
        return isRoman || (word.Length == 1 && char.IsLetter(word[0])) || (char.IsAsciiDigit(word[0]) && word.IndexOfAnyExcept(NumberCharacters) < 0);
    }

    /// <summary>U.S, S.A, EE.UU: groups of up to two letters with full stops between.</summary>
    private static bool IsDotted(string word)
    {
        var group = 0;
        foreach (var character in word)
        {
            group = character == '.' ? 0 : group + 1;
            if (group > 2 || (character != '.' && !char.IsLetter(character)))
            {
                return false;
            }
        }

        return word.Contains('.');
    }

    private static bool StartsWithNumber(string text, TextSpan rest)
    {
        var word = FirstWord(text, rest).Of(text);

        // "No. I was": I, C and L alone are words or initials more often than numerals.
        return word.Length > 0 && (char.IsDigit(word[0]) || (word.AsSpan().IndexOfAnyExcept(RomanDigits) < 0 && word is not ("I" or "C" or "L")));
    }

    private static bool StartsSentence(string text, TextSpan rest)
    {
        var word = FirstWord(text, rest);

        // The initial in "J. A. Smith" looks like the article.
        var isInitial = word.Length == 1 && word.End < rest.End && text[word.End] == '.';
        return !isInitial && SentenceStarters.Contains(word.Of(text).ToLowerInvariant());
    }

    private static TextSpan FirstWord(string text, TextSpan rest)
    {
        var end = rest.Start;
        while (end < rest.End && end - rest.Start < LongestWord && char.IsLetterOrDigit(text[end]))
        {
            end++;
        }

        return new TextSpan(rest.Start, end);
    }

    private static FrozenSet<string> Set(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
