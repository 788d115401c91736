using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Rag.Application.Ingestion;

/// <summary>
/// The numbers of a text in their order, as one string to compare by: figures with their signs and separators, Roman numerals
/// and Spanish and English number words. Two sheets that differ in "diez días" and "veinte días" are not the same sheet either.
/// </summary>
internal static class NumberSequence
{
    private static readonly FrozenSet<string> Words = (
        "cero dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve "
        + "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta cuarenta "
        + "cincuenta sesenta setenta ochenta noventa cien ciento doscientos doscientas trescientos trescientas cuatrocientos quinientos "
        + "quinientas seiscientos setecientos ochocientos novecientos mil millón millones mitad tercio doble triple "
        + "primero primera primer segundo segunda tercero tercera tercer cuarto cuarta quinto quinta sexto sexta séptimo séptima octavo "
        + "octava noveno novena décimo décima undécimo duodécimo vigésimo trigésimo "
        + "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        + "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half twice "
        + "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth twentieth")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly SearchValues<char> RomanDigits = SearchValues.Create("ivxlcdm");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> WordLookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="text">In lower case.</param>
    public static string Of(string text)
    {
        var numbers = new StringBuilder();
        for (var start = 0; start < text.Length;)
        {
            if (!IsWordCharacter(text[start]))
            {
                start++;
                continue;
            }

            var end = start + 1;
            while (end < text.Length && (IsWordCharacter(text[end]) || IsSeparator(text, end)))
            {
                end++;
            }

            var word = text.AsSpan(start, end - start);
            if (IsNumber(word))
            {
                // The same figures with a minus sign before them are another number.
                numbers.Append(start > 0 && IsSign(text[start - 1]) ? text[start - 1] : ' ').Append(word);
            }

            start = end;
        }

        return numbers.ToString();
    }

    private static bool IsWordCharacter(char character) => char.IsLetterOrDigit(character) || char.IsNumber(character);

    private static bool IsSeparator(string text, int position) =>
        text[position] is '.' or ',' or ':' or '/' or '-' or '\'' or '’'
        && char.IsNumber(text[position - 1]) && position + 1 < text.Length && char.IsNumber(text[position + 1]);

    private static bool IsSign(char character) => character is '-' or '−' or '–' or '+' or '±' or '<' or '>' or '≤' or '≥' or '~';

    private static bool IsNumber(ReadOnlySpan<char> word)
    {
        foreach (var character in word)
        {
            if (char.IsNumber(character))
            {
                return true;
            }
        }

        return word.IndexOfAnyExcept(RomanDigits) < 0 || WordLookup.Contains(word);
    }
}
