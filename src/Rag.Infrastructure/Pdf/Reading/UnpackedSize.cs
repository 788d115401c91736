using System.IO.Compression;
using UglyToad.PdfPig.Filters;

namespace Rag.Infrastructure.Pdf.Reading;

/// <summary>What a packed stream becomes, found out without keeping it.</summary>
internal static class UnpackedSize
{
    /// <summary>The most that each filter can make of one byte: for Deflate RFC 1951, for LZW the longest entry of its table for 12 bits.</summary>
    private const long MostOfDeflate = 1032;
    private const long MostOfLzw = 2731;
    private const long MostOfRunLength = 64;
    private const long MostOfAscii85 = 4;

    private const int Clear = 256;
    private const int End = 257;
    private const int TableSize = 4096;

    public static bool IsBeyond(long most, IFilter filter, ReadOnlyMemory<byte> input)
    {
        // Most streams are too short to get near it, and need no measuring.
        bool CanBe(long growth) => input.Length > most / growth;
        return filter switch
        {
            FlateFilter => CanBe(MostOfDeflate) && Inflated(input, most) > most,
            LzwFilter => CanBe(MostOfLzw) && OfLzw(input.Span, most) > most,
            RunLengthFilter => CanBe(MostOfRunLength) && OfRunLength(input.Span) > most,
            Ascii85Filter => CanBe(MostOfAscii85) && OfAscii85(input.Span) > most,
            _ => false,
        };
    }

    private static long Inflated(ReadOnlyMemory<byte> input, long most)
    {
        using var packed = new MemoryStream(input[2..].ToArray(), writable: false);
        using var unpacked = new DeflateStream(packed, CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        var total = 0L;
        try
        {
            for (int read; (read = unpacked.Read(buffer)) > 0 && total <= most;)
            {
                total += read;
            }
        }
        catch (InvalidDataException)
        {
            // Damaged from here on: PdfPig keeps what came before, and that was measured.
        }

        return total;
    }

    /// <summary>The lengths that the codes stand for, without what they stand for.</summary>
    private static long OfLzw(ReadOnlySpan<byte> input, long most)
    {
        Span<int> lengths = stackalloc int[TableSize];
        lengths[..Clear].Fill(1);
        var (total, pending, bits, width, next, previous) = (0L, 0, 0, 9, End + 1, 0);
        foreach (var value in input)
        {
            pending = (pending << 8) | value;
            bits += 8;
            if (bits < width)
            {
                continue;
            }

            bits -= width;
            var code = pending >> bits;
            pending &= (1 << bits) - 1;
            if (code == End || total > most)
            {
                break;
            }

            if (code == Clear)
            {
                (width, next, previous) = (9, End + 1, 0);
                continue;
            }

            var length = code < next ? lengths[code] : previous + 1;
            if (previous > 0 && next < TableSize)
            {
                lengths[next++] = previous + 1;
            }

            // One entry early, as almost all files have it; one that says otherwise is measured a little wrong, and looked at afterwards.
            width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
            total += previous = length;
        }

        return total;
    }

    private static long OfRunLength(ReadOnlySpan<byte> input)
    {
        const int endOfData = 128;
        var total = 0L;
        for (var i = 0; i < input.Length && input[i] != endOfData;)
        {
            var isRun = input[i] > endOfData;
            total += isRun ? 257 - input[i] : input[i] + 1;
            i += isRun ? 2 : input[i] + 2;
        }

        return total;
    }

    private static long OfAscii85(ReadOnlySpan<byte> input)
    {
        var zeros = (long)input.Count((byte)'z');
        return (zeros * 4) + ((input.Length - zeros) * 4 / 5);
    }
}
