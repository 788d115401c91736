using System.Collections.Frozen;

namespace Rag.Infrastructure.Lucene.Analysis;

/// <summary>The languages in which a word carries no content.</summary>
[Flags]
internal enum StopLanguages
{
    None = 0,
    Spanish = 1,
    English = 2,
    Both = Spanish | English,
}

/// <summary>
/// Words without content, folded. Which list counts is decided by the text: "son" is a verb form in Spanish and a child in English,
/// "once" is eleven in Spanish.
/// </summary>
internal static class StopWords
{
    private const string Spanish = """
        a adonde ahi al algo algunas algunos alli ante antes aquel aquella aquellas aquellos aqui asi aunque como con contra cual cuales
        cuando cuanta cuantas cuanto cuantos cuya cuyas cuyo cuyos de del desde donde durante e el ella ellas ellos en entre era eramos
        eran eras eres es esa esas ese eso esos esta estaba estaban estado estais estamos estan estando estar estara estaran estaria
        estarian estas este este esten esto estos estoy estuvo estuvieron fue fuera fueran fueron fui fuimos fuiste ha habeis haber habia
        habian habido habiendo habra habran habria habrian han has hasta hay haya hayan he hemos hubo hubieron la las le les lo los mas me
        mi mia mias mientras mio mios mis mucho muchos muy nada ni no nos nosotras nosotros nuestra nuestras nuestro nuestros o os otra
        otras otro otros para pero poco por porque pues que quien quienes se sea seamos sean seas segun ser sera seran seria serian si
        sido siendo sin sino sobre sois somos son soy su sus suya suyas suyo suyos tambien tanto te tendra tendran tenemos teneis tenga
        tengan tengo tenia tenian ti tiene tienen tienes todo todos tras tu tus tuvo tuvieron tuya tuyas tuyo tuyos u un una uno unos
        vosotras vosotros vuestra vuestras vuestro vuestros y ya yo
        """;

    // Not "may", which is a month too, and not "us", which is a country.
    private const string English = """
        a about above after again against all am an and any are aren as at be because been before being below between both but by can
        could couldn did didn do does doesn doing don down during each few for from further had hadn has hasn have haven having he her
        here hers herself him himself his how i if in into is isn it its itself just ll me might more most must my myself no nor not of
        off on once only or other our ours ourselves out over own re same shall she should shouldn so some such than that the their
        theirs them themselves then there these they this those through to too under until up ve very was wasn we were weren what when
        where which while who whom whose why will with won would wouldn you your yours yourself yourselves
        """;

    private static readonly FrozenDictionary<string, StopLanguages> Languages =
        Words(Spanish).Select(word => (Word: word, Language: StopLanguages.Spanish))
            .Concat(Words(English).Select(word => (Word: word, Language: StopLanguages.English)))
            .GroupBy(pair => pair.Word)
            .ToFrozenDictionary(group => group.Key, group => group.Aggregate(StopLanguages.None, (all, pair) => all | pair.Language));

    /// <param name="word">Folded.</param>
    public static StopLanguages Of(string word) => Languages.GetValueOrDefault(word);

    /// <summary>The language whose own stop words a text has more of; both when that does not tell.</summary>
    public static StopLanguages LanguageOf(int spanishOnly, int englishOnly) =>
        spanishOnly > englishOnly ? StopLanguages.Spanish
        : englishOnly > spanishOnly ? StopLanguages.English
        : StopLanguages.Both;

    private static IEnumerable<string> Words(string list) =>
        list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Distinct();
}
