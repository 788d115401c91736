namespace Rag.Infrastructure.Lucene.Analysis;

/// <summary>
/// The Snowball stemmer for Spanish (snowballstem.org/algorithms/spanish) on words without accents. The original needs them: it takes
/// "devolución" and "devoluciones" to one stem and leaves "devolucion" alone, so whoever types without accents finds nothing.
/// Here all endings are written without accents; "-io(s)" goes with the verbs' "-ió", and a final z counts as c (luz, luces).
/// </summary>
internal static class SpanishStemmer
{
    private static readonly string[] Pronouns = LongestFirst("me se sela selo selas selos la le lo las les los nos");

    private static readonly string[] BeforePronoun = LongestFirst("iendo ando ar er ir");

    private static readonly string[] Deleted = LongestFirst(
        """
        anza anzas ico ica icos icas ismo ismos able ables ible ibles ista istas oso osa osos osas amiento amientos imiento imientos
        """);

    private static readonly string[] DeletedWithIc = LongestFirst("adora ador acion adoras adores aciones ante antes ancia ancias");

    private static readonly string[] StandardSuffixes = LongestFirst(
        string.Join(' ', [.. Deleted, .. DeletedWithIc, "logia logias ucion uciones encia encias amente mente idad idades iva ivo ivas ivos"]));

    private static readonly string[] SuffixesInY = LongestFirst("yeron yendo yamos yais yan yen yas yes ya ye yo");

    private static readonly string[] EndingsWithGu = ["emos", "eis", "en", "es"];

    private static readonly string[] VerbSuffixes = LongestFirst(
        """
        emos eis en es
        arian arias aran aras ariais aria areis ariamos aremos ara are erian erias eran eras eriais eria ereis eriamos eremos era ere
        irian irias iran iras iriais iria ireis iriamos iremos ira ire aba ada ida ia iera ad ed id ase iese aste iste an aban ian
        ieran asen iesen aron ieron ado ido ando iendo io ios ar er ir as abas adas idas ias ieras ases ieses is ais abais iais arais
        ierais aseis ieseis asteis isteis ados idos amos abamos iamos imos aramos ieramos iesemos asemos
        """);

    /// <param name="word">Folded: lower case, no accents.</param>
    public static string Stem(string word)
    {
        if (word.Length < 3)
        {
            return word;
        }

        var stem = new Word(word[^1] == 'z' ? word[..^1] + 'c' : word);
        CutPronoun(ref stem);
        if (!CutStandardSuffix(ref stem) && !CutSuffixInY(ref stem))
        {
            CutVerbSuffix(ref stem);
        }

        CutVowel(ref stem);
        return stem.ToString();
    }

    private static void CutPronoun(ref Word word)
    {
        if (word.FindEnding(Pronouns, 0) is not { } pronoun)
        {
            return;
        }

        var verb = word;
        verb.Cut(pronoun.Length);
        if (verb.FindEnding(BeforePronoun, word.Rv) is not null || (verb.EndsWith("uyendo", 0) && verb.EndsWith("yendo", word.Rv)))
        {
            word = verb;
        }
    }

    private static bool CutStandardSuffix(ref Word word)
    {
        // The longest ending decides, also when it then lies outside its region; only -amente gives way to -mente.
        var suffix = word.FindEnding(StandardSuffixes, 0);
        if (suffix == "amente" && !word.EndsWith(suffix, word.R1))
        {
            suffix = "mente";
        }

        if (suffix is null || !word.EndsWith(suffix, suffix == "amente" ? word.R1 : word.R2))
        {
            return false;
        }

        word.Cut(suffix.Length);
        switch (suffix)
        {
            case "logia" or "logias":
                word.Append("log");
                break;
            case "ucion" or "uciones":
                word.Append("u");
                break;
            case "encia" or "encias":
                word.Append("ente");
                break;
            case "amente":
                CutBefore(ref word, "iv", "os", "ic", "ad");
                break;
            case "mente":
                word.CutFirstOf(["ante", "able", "ible"], word.R2);
                break;
            case "idad" or "idades":
                word.CutFirstOf(["abil", "ic", "iv"], word.R2);
                break;
            case "iva" or "ivo" or "ivas" or "ivos":
                word.CutFirstOf(["at"], word.R2);
                break;
            case var other when DeletedWithIc.Contains(other):
                word.CutFirstOf(["ic"], word.R2);
                break;
        }

        return true;
    }

    private static void CutBefore(ref Word word, string withAt, params ReadOnlySpan<string> others)
    {
        if (word.CutFirstOf([withAt], word.R2))
        {
            word.CutFirstOf(["at"], word.R2);
        }
        else
        {
            word.CutFirstOf(others, word.R2);
        }
    }

    private static bool CutSuffixInY(ref Word word)
    {
        if (word.FindEnding(SuffixesInY, word.Rv) is not { } suffix || !word.EndsWith("u" + suffix, 0))
        {
            return false;
        }

        word.Cut(suffix.Length);
        return true;
    }

    private static void CutVerbSuffix(ref Word word)
    {
        if (word.FindEnding(VerbSuffixes, word.Rv) is not { } suffix)
        {
            return;
        }

        word.Cut(suffix.Length);
        if (EndingsWithGu.Contains(suffix) && word.EndsWith("gu", 0))
        {
            word.Cut(1);
        }
    }

    private static void CutVowel(ref Word word)
    {
        if (word.CutFirstOf(["os", "a", "o", "i"], word.Rv))
        {
            return;
        }

        if (word.CutFirstOf(["e"], word.Rv) && word.EndsWith("gu", 0) && word.EndsWith("u", word.Rv))
        {
            word.Cut(1);
        }
    }

    private static string[] LongestFirst(string words) =>
        [.. words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Distinct().OrderByDescending(word => word.Length)];

    /// <summary>The word as far as it is cut, and the regions in which endings count. Each begins at an index and goes to the end.</summary>
    private struct Word
    {
        private string _text;

        public Word(string text)
        {
            _text = text;
            Rv = FindRv(text);
            R1 = AfterVowelAndConsonant(text, 0);
            R2 = AfterVowelAndConsonant(text, R1);
        }

        public int Rv { get; }

        public int R1 { get; }

        public int R2 { get; }

        public readonly bool EndsWith(string ending, int region) =>
            _text.Length - ending.Length >= region && _text.EndsWith(ending, StringComparison.Ordinal);

        public readonly string? FindEnding(string[] longestFirst, int region)
        {
            foreach (var ending in longestFirst)
            {
                if (EndsWith(ending, region))
                {
                    return ending;
                }
            }

            return null;
        }

        public bool CutFirstOf(ReadOnlySpan<string> endings, int region)
        {
            foreach (var ending in endings)
            {
                if (EndsWith(ending, region))
                {
                    Cut(ending.Length);
                    return true;
                }
            }

            return false;
        }

        public void Cut(int length) => _text = _text[..^length];

        public void Append(string text) => _text += text;

        public override readonly string ToString() => _text;

        private static int FindRv(string text)
        {
            if (!IsVowel(text[0]) && IsVowel(text[1]))
            {
                return 3;
            }

            // Two vowels: after the next consonant; a consonant in second place: after the next vowel.
            var wantsVowel = !IsVowel(text[1]);
            for (var i = 2; i < text.Length; i++)
            {
                if (IsVowel(text[i]) == wantsVowel)
                {
                    return i + 1;
                }
            }

            return text.Length;
        }

        private static int AfterVowelAndConsonant(string text, int from)
        {
            for (var i = from + 1; i < text.Length; i++)
            {
                if (!IsVowel(text[i]) && IsVowel(text[i - 1]))
                {
                    return i + 1;
                }
            }

            return text.Length;
        }

        private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
    }
}
