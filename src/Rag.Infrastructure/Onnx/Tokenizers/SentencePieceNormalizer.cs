using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Rag.Infrastructure.Onnx.Tokenizers;

/// <summary>
/// The normalisation that a SentencePiece file carries: its character map (nmt_nfkc as a rule), then white space. A port of
/// sentencepiece's normalizer.cc.
/// </summary>
internal sealed class SentencePieceNormalizer
{
    private const byte Space = (byte)' ';

    private readonly uint[] _trie = [];
    private readonly byte[] _replacements = [];
    private readonly bool _addDummyPrefix;
    private readonly bool _removeExtraWhitespaces;
    private readonly byte[] _space;

    /// <param name="map">Length of a double-array trie, the trie, and the texts its values point to, each ended by a NUL; or nothing.</param>
    public SentencePieceNormalizer(ReadOnlySpan<byte> map, bool addDummyPrefix, bool removeExtraWhitespaces, bool escapeWhitespaces)
    {
        _addDummyPrefix = addDummyPrefix;
        _removeExtraWhitespaces = removeExtraWhitespaces;
        _space = escapeWhitespaces ? "▁"u8.ToArray() : [Space];
        if (map.IsEmpty)
        {
            return;
        }

        var length = map.Length < 4 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(map);
        if (length % 4 != 0 || length > map.Length - 4 || map[^1] != 0)
        {
            throw new InvalidDataException("Its character map is damaged.");
        }

        _trie = new uint[length / 4];
        for (var unit = 0; unit < _trie.Length; unit++)
        {
            _trie[unit] = BinaryPrimitives.ReadUInt32LittleEndian(map[(4 + (unit * 4))..]);
        }

        _replacements = map[(4 + (int)length)..].ToArray();
    }

    /// <summary>The normalised text in UTF-8, where a space is written as the file wants it.</summary>
    public List<byte> Normalize(string text)
    {
        // Lone surrogates become U+FFFD here, so the bytes are sound from now on.
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        var normalized = new List<byte>(rest.Length + (rest.Length / 4) + _space.Length);
        var afterSpace = _removeExtraWhitespaces;
        var begun = false;
        while (!rest.IsEmpty)
        {
            var next = NextNormalized(rest, out var consumed);
            rest = rest[consumed..];

            // White space at the beginning goes before the dummy prefix is decided: a text of spaces alone is empty.
            if (!begun && _removeExtraWhitespaces && next is [Space])
            {
                continue;
            }

            if (!begun && _addDummyPrefix)
            {
                normalized.AddRange(_space);
            }

            begun = true;
            afterSpace = Append(next, afterSpace, normalized);
        }

        if (_removeExtraWhitespaces)
        {
            while (CollectionsMarshal.AsSpan(normalized).EndsWith(_space))
            {
                normalized.RemoveRange(normalized.Count - _space.Length, _space.Length);
            }
        }

        return normalized;
    }

    private bool Append(ReadOnlySpan<byte> next, bool afterSpace, List<byte> normalized)
    {
        while (afterSpace && next is [Space, ..])
        {
            next = next[1..];
        }

        foreach (var part in next)
        {
            if (part == Space)
            {
                normalized.AddRange(_space);
            }
            else
            {
                normalized.Add(part);
            }
        }

        return _removeExtraWhitespaces && (next.IsEmpty ? afterSpace : next[^1] == Space);
    }

    /// <summary>What the longest beginning that the map knows becomes; otherwise the first character as it is.</summary>
    private ReadOnlySpan<byte> NextNormalized(ReadOnlySpan<byte> text, out int consumed)
    {
        var replacement = -1;
        consumed = 0;
        if (_trie.Length > 0)
        {
            var position = Offset(_trie[0]);
            for (var at = 0; at < text.Length; at++)
            {
                position ^= text[at];
                var unit = Unit(position);
                if (Label(unit) != text[at])
                {
                    break;
                }

                position ^= Offset(unit);
                if (HasLeaf(unit))
                {
                    replacement = (int)(Unit(position) & 0x7FFF_FFFF);
                    consumed = at + 1;
                }
            }
        }

        if (consumed == 0)
        {
            Rune.DecodeFromUtf8(text, out _, out consumed);
            return text[..consumed];
        }

        var found = _replacements.AsSpan(int.Min(replacement, _replacements.Length));
        return found[..int.Max(0, found.IndexOf((byte)0))];
    }

    // A trie of a damaged file may point anywhere: outside it there is nothing.
    private uint Unit(uint position) => position < _trie.Length ? _trie[position] : 0;

    // The layout of the darts-clone library.
    private static bool HasLeaf(uint unit) => ((unit >> 8) & 1) == 1;

    private static uint Label(uint unit) => unit & ((1U << 31) | 0xFF);

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1U << 9)) >> 6);
}
