using System.Text;
using Rag.Domain.Results;

namespace Rag.Domain.Documents;

/// <summary>
/// A document's identity for people: the last component of the path that a client sent, in Unicode NFC, at most 255 UTF-8
/// bytes, without control characters; two names are one when they differ in case only.
/// </summary>
public sealed class FileName : IEquatable<FileName>
{
    public const int LongestUtf8 = 255;

    private FileName(string value) => Value = value;

    public string Value { get; }

    /// <summary>What names are compared by.</summary>
    public string Key => Value.ToUpperInvariant();

    public bool IsPdf => Value.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase);

    public static Result<FileName> Parse(string? text)
    {
        // A lone surrogate has no UTF-8 form: Normalize would throw on it and a store would change it.
        if (string.IsNullOrWhiteSpace(text) || !IsWellFormed(text))
        {
            return DocumentErrors.InvalidName();
        }

        // Browsers on Windows used to send the whole path, so both separators count on every system.
        var last = text[(text.LastIndexOfAny(['/', '\\']) + 1)..].Normalize(NormalizationForm.FormC).Trim();
        return last.Length == 0 || last is "." or ".." || last.Any(IsControl) || Encoding.UTF8.GetByteCount(last) > LongestUtf8
            ? DocumentErrors.InvalidName()
            : new FileName(last);
    }

    public bool Equals(FileName? other) => other is not null && Key == other.Key;

    public override bool Equals(object? obj) => Equals(obj as FileName);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;

    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }
}
