using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Rag.Api;

/// <summary>
/// Escapes in JSON what JSON must escape and nothing else. The framework's most relaxed encoder still turns every character beyond
/// the basic plane, each emoji, into two escapes of six characters.
/// </summary>
internal sealed unsafe class RawTextEncoder : JavaScriptEncoder
{
    // Quote, backslash, controls, and surrogates because one of them may stand alone.
    private static readonly SearchValues<char> ToLookAt = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Append('"').Append('\\').Concat(Enumerable.Range(0xD800, 0x800)).Select(code => (char)code)]);

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < 0x20 or '"' or '\\';

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        var at = span.IndexOfAny(ToLookAt);
        while (at >= 0 && at < span.Length)
        {
            if (Rune.DecodeFromUtf16(span[at..], out var rune, out var length) != OperationStatus.Done || WillEncode(rune.Value))
            {
                return at;
            }

            at += length;
        }

        return -1;
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var escaped = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\b' => "\\b",
            '\f' => "\\f",
            < 0x20 => string.Create(CultureInfo.InvariantCulture, $"\\u{unicodeScalar:x4}"),
            _ => new Rune(unicodeScalar).ToString(),
        };
        var fits = escaped.TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = fits ? escaped.Length : 0;
        return fits;
    }
}
