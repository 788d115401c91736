using System.Collections.Frozen;

namespace Rag.Application.Passages;

/// <summary>A language in which we have texts of our own.</summary>
internal enum TextLanguage
{
    Spanish,
    English,
}

/// <summary>
/// Guesses the language of a question or a passage by its small words and its letters: a question is too short for statistics of
/// letters. A wrong guess costs a sentence of ours in the wrong language, or evidence that goes by the meaning alone.
/// </summary>
internal static class LanguageGuess
{
    private const string SpanishLetters = "¿¡ñ";
    private const string SpanishAccents = "áéíóú";
    private const string OtherLetters = "çãõàèìòùâêîôûäößœæøåşğıłżęą";

    private static readonly FrozenSet<string> Spanish = Words("""
        el la los las un una unos unas de del al que qué cual cuál cuales cuáles cuando cuándo cuanto cuánto cuanta cuánta
        cuantos cuántos cuantas cuántas como cómo donde dónde adonde quien quién quienes quiénes por porque para con sin sobre
        entre desde hasta es son era fue ser está esta están estoy estar hay se su sus mi mis tu tus lo les nos y o pero si sí
        más muy también tiene tienen tengo puede pueden puedo debe debo quiero necesito hacer hace hola buenos buenas gracias
        dime explica explícame favor
        """);

    private static readonly FrozenSet<string> English = Words("""
        the of and to in is are was were be been am an what which when how where who whom whose why do does did can could may
        must should would will shall for with without from on at by about into this that these those it its i my me you your
        we our they their he she his her have has had there not or if but as much many long tell explain please hello hi hey
        thanks thank
        """);

    // Only so that they are not taken for one of the two above: whoever writes them gets the language of the bot.
    private static readonly FrozenSet<string> Others = Words("""
        o os um uma não são você quais qual onde quanto quando como para por em do da dos das ao pelo pela é
        le les des du est sont et où quel quelle quels quelles pour avec dans qui je vous nous ce cette il elle une sur comment combien pourquoi
        lo gli che è sono della dello delle nel nella quale quali dove come perché per con di e
        der die das den dem ein eine und ist sind wie was wer wo wann warum welche welcher für mit von nicht ich zu im
        el els amb què quin quina són per
        de het een en is zijn wat hoe waar
        """);

    /// <returns>Null for any other language and for a text that does not show its own.</returns>
    public static TextLanguage? Of(string text)
    {
        var (spanish, english, other) = (0, 0, 0);
        foreach (var character in text)
        {
            var letter = char.ToLowerInvariant(character);
            spanish += SpanishLetters.Contains(letter) ? 3 : SpanishAccents.Contains(letter) ? 1 : 0;
            other += OtherLetters.Contains(letter) ? 2 : 0;
        }

        foreach (var word in SplitWords(text))
        {
            spanish += Spanish.Contains(word) ? 1 : 0;
            english += English.Contains(word) ? 1 : 0;
            other += Others.Contains(word) ? 1 : 0;
        }

        return spanish > english && spanish >= other ? TextLanguage.Spanish
            : english > spanish && english >= other ? TextLanguage.English
            : null;
    }

    private static IEnumerable<string> SplitWords(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isLetter = i < text.Length && char.IsLetter(text[i]);
            if (isLetter && start < 0)
            {
                start = i;
            }
            else if (!isLetter && start >= 0)
            {
                yield return text[start..i].ToLowerInvariant();
                start = -1;
            }
        }
    }

    private static FrozenSet<string> Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
