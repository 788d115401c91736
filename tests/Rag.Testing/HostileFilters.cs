using System.IO.Compression;

namespace Rag.Testing;

/// <summary>PDFs whose contents unpack to far more than they are, by every filter but a mere Deflate.</summary>
public static class HostileFilters
{
    private const int Megabyte = 1024 * 1024;

    public static byte[] Lzw(int megabytes) => HostilePdf.WithContents(LzwZeros((long)megabytes * Megabyte), "/Filter /LZWDecode");

    /// <summary>Each two bytes become 128.</summary>
    public static byte[] RunLength(int megabytes) =>
        HostilePdf.WithContents(Packed([129, (byte)' '], (long)megabytes * Megabyte / 64), "/Filter [/FlateDecode /RunLengthDecode]");

    /// <summary>Each letter becomes four zeros.</summary>
    public static byte[] Ascii85(int megabytes) =>
        HostilePdf.WithContents(Packed("z"u8.ToArray(), (long)megabytes * Megabyte / 4), "/Filter [/FlateDecode /ASCII85Decode]");

    public static byte[] AsciiHex(int megabytes) =>
        HostilePdf.WithContents(Packed("20"u8.ToArray(), (long)megabytes * Megabyte * 2), "/Filter [/FlateDecode /ASCIIHexDecode]");

    /// <summary>A picture's filter, which makes as many points as it is told.</summary>
    public static byte[] Fax() => HostilePdf.WithContents(
        new byte[1000], "/Filter /CCITTFaxDecode /DecodeParms << /K 0 /Columns 100000 /Rows 100000 >> /Width 100000 /Height 100000");

    public static byte[] Chain(int filters) =>
        HostilePdf.WithContents(Packed([129, (byte)' '], 64 * 1024), $"/Filter [/FlateDecode {string.Concat(Enumerable.Repeat("/RunLengthDecode ", filters))}]");

    /// <summary>Codes each of which stands for one zero more than the one before, until the table is full; then the longest, again and again.</summary>
    public static byte[] LzwZeros(long bytes)
    {
        using var packed = new MemoryStream();
        var (pending, bits, width, next) = (0, 0, 9, 258);
        void Write(int code)
        {
            pending = (pending << width) | code;
            for (bits += width; bits >= 8; bits -= 8)
            {
                packed.WriteByte((byte)(pending >> (bits - 8)));
                pending &= (1 << (bits - 8)) - 1;
            }
        }

        Write(256);
        Write(0);
        for (var written = 1L; written < bytes; written += next - 257)
        {
            Write(next);
            next = Math.Min(next + 1, 4095);
            // The reader adds its entry before it reads on, and widens its codes one entry early.
            width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
        }

        Write(257);
        Write(0);
        return packed.ToArray();
    }

    private static byte[] Packed(byte[] unit, long bytes)
    {
        var block = Enumerable.Repeat(unit, (int)Math.Min(bytes, 64 * 1024) / unit.Length).SelectMany(part => part).ToArray();
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            for (var written = 0L; written < bytes; written += block.Length)
            {
                deflate.Write(block);
            }
        }

        return packed.ToArray();
    }
}
