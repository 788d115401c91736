using CsCheck;

namespace Rag.Application.UnitTests;

/// <summary>Random texts that look like pages, and some that look like nothing.</summary>
internal static class AnyText
{
    private static readonly string[] Kinds =
    [
        "el", "plazo", "es", "de", "treinta", "días", "Sr.", "art.", "3.14", "1.234,56", "EE.", "UU.", "fin.", "¿Qué?", "¡No!", "etc.", "…", "...",
        "ana@correo.es", "https://a.es/b.c", "«ya.»", "(no)", "[12]", "1.", "a)", "•", "-", "J.", "R.", "IV.", "uno;", "dos:", "tres,", "|", "\t",
        "👩‍👩‍👧‍👦", "🇪🇸", "👍🏽", "e\u0301", "\u0301\u0301\u0301", "مرحبا؟", "שלום", "今日は晴れです。明日、雨！", "यह है।", "\ud83d", "\ude00", "\u200b", "\u00a0", "\0",
        new string('x', 40), new string('字', 90), string.Concat(Enumerable.Repeat("😀", 50)), "z" + new string('\u0335', 100),
    ];

    private static readonly Gen<string> Words = Gen.Int[0, Kinds.Length - 1].Select(i => Kinds[i]);

    private static readonly Gen<string> Gaps = Gen.Frequency(
        (12, Gen.Const(" ")), (3, Gen.Const("\n")), (2, Gen.Const("\n\n")), (1, Gen.Const("")), (1, Gen.Const("\r\n")), (1, Gen.Const("  \n\t\n ")), (1, Gen.Const("\u00a0")));

    public static readonly Gen<string> Pages = Gen.Frequency(
        (8, Gen.Select(Words, Gaps, (word, gap) => word + gap).Array[0, 300].Select(string.Concat)),
        (1, Gen.String[0, 400]),
        (1, Gaps.Array[0, 20].Select(string.Concat)));

    public static bool CutsPair(string text, int position) =>
        position > 0 && position < text.Length && char.IsHighSurrogate(text[position - 1]) && char.IsLowSurrogate(text[position]);
}
