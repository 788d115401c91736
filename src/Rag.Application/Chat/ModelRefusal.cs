using System.Text.RegularExpressions;

namespace Rag.Application.Chat;

/// <summary>
/// Recognises that a model says the documents do not hold the answer. Conservative: only an answer without any reference is
/// asked about, and it must name the documents and deny that they say it, near its beginning. An answer taken for a refusal
/// would count a success as a failure; a refusal that is missed is still shown as what it is.
/// </summary>
internal static partial class ModelRefusal
{
    private const int Beginning = 400;

    public static bool IsIn(string answer)
    {
        var text = TextFolding.Fold(answer.Length > Beginning ? answer[..Beginning] : answer).Replace('’', '\'');
        return Spanish().IsMatch(text) || SpanishReversed().IsMatch(text) || English().IsMatch(text) || EnglishReversed().IsMatch(text);
    }

    // "Los documentos no mencionan …", "la información proporcionada no incluye …"
    [GeneratedRegex(@"\b(documento|documentacion|informacion|pasaje|fragmento|texto|fuente|contexto)s?\b[^.!?]{0,80}\bno (se )?(lo |la |los |las )?(contien|inclu|mencion|indic|especific|habl|trat|respond|dic|detall|ofrec|proporcion|recog|encuentr|aparec|figur|const|permit|hay)")]
    private static partial Regex Spanish();

    // "No encuentro en los documentos …", "no se menciona en los textos …", "no hay información sobre …"
    [GeneratedRegex(@"\bno (he |se |lo |la |hay |tengo |dispongo |cuento )?[^.!?]{0,40}?(encontr|encuentr|mencion|indic|especific|aparec|figur|const|detall|informacion)\w*[^.!?]{0,60}(\b(documento|documentacion|informacion|pasaje|fragmento|texto|fuente|contexto)s?\b|\bsobre\b)")]
    private static partial Regex SpanishReversed();

    // "The documents do not mention …", "the provided passages don't say …"
    [GeneratedRegex(@"\b(document|documentation|information|passage|excerpt|text|source|context)s?\b[^.!?]{0,80}\b(do not|does not|don't|doesn't|did not|cannot|can't|is not|isn't|are not|aren't) \w{0,12} ?(contain|includ|mention|provid|specif|say|state|hold|answer|cover|address|availab|found|indicat|present|given|there)")]
    private static partial Regex English();

    // "I could not find this in the documents", "there is no information about …"
    [GeneratedRegex(@"\b(could not|couldn't|cannot|can't|did not|didn't|do not|don't|no|not) (be )?(find|found|mentioned|see|locate|have|information|mention)\b[^.!?]{0,80}\b(document|documentation|information|passage|excerpt|text|source|context|about|on|regarding)s?\b")]
    private static partial Regex EnglishReversed();
}
