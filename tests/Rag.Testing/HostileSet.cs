using System.Globalization;
using System.Text;

namespace Rag.Testing;

/// <summary>A file of the set, made when it is asked for: together they would take gigabytes.</summary>
public sealed record HostileFile(string Name, Func<byte[]> Make);

/// <summary>2,000 files that hurt a reader, the same ones for the same seed.</summary>
public static class HostileSet
{
    public const int Count = 2000;

    public static IReadOnlyList<HostileFile> All(int seed)
    {
        var good = SamplePdf.Manual();
        List<HostileFile> files = [.. Made(), .. Truncated(good)];
        for (var i = 0; files.Count < Count; i++)
        {
            var number = i;
            files.Add(new HostileFile($"flipped {number}", () => Flipped(good, new Random((seed * 100_003) + number))));
        }

        return files;
    }

    /// <summary>Some of the set, spread over all of it, without those that take their whole time.</summary>
    public static IReadOnlyList<HostileFile> Sample(int seed, int count)
    {
        var files = All(seed).Where(file => !file.Name.StartsWith("slow ", StringComparison.Ordinal)).ToArray();
        new Random(seed).Shuffle(files);
        return files[..count];
    }

    private static IEnumerable<HostileFile> Made()
    {
        foreach (var megabytes in new[] { 64, 256, 1024, 4096 })
        {
            yield return new($"nested Flate of {megabytes} MB", () => HostilePdf.FlateBomb(megabytes));
        }

        foreach (var megabytes in new[] { 16, 256, 4096 })
        {
            yield return new($"LZW of {megabytes} MB", () => HostileFilters.Lzw(megabytes));
            yield return new($"run lengths, packed, of {megabytes} MB", () => HostileFilters.RunLength(megabytes));
            yield return new($"zeros of ASCII85, packed, of {megabytes} MB", () => HostileFilters.Ascii85(megabytes));
            yield return new($"hexadecimal digits, packed, of {megabytes} MB", () => HostileFilters.AsciiHex(megabytes));
        }

        yield return new("fax of ten billion points", HostileFilters.Fax);
        yield return new("a hundred filters", () => HostileFilters.Chain(100));

        foreach (var operators in new[] { 100_000, 1_000_000, 5_000_000, 14_000_000 })
        {
            yield return new($"slow {operators} operators", () => HostilePdf.ManyOperators(operators));
        }

        foreach (var depth in new[] { 25, 40 })
        {
            yield return new($"slow forms {depth} deep", () => HostilePdf.SelfCallingForms(depth));
        }

        foreach (var depth in new[] { 100, 1000, 10_000, 100_000, 1_000_000 })
        {
            yield return new($"arrays {depth} deep", () => HostilePdf.DeepNesting(depth));
        }

        foreach (var depth in new[] { 100, 1000, 10_000, 50_000 })
        {
            yield return new($"page tree {depth} deep", () => HostileTrees.Deep(depth));
        }

        yield return new("page tree that is its own child", HostileTrees.OwnChild);
        yield return new("page trees that are each other's children", HostileTrees.Circle);
        yield return new("page that is its own parent", HostileTrees.OwnParent);
        yield return new("cross-reference table that follows itself", HostileTrees.TableAfterItself);
        yield return new("contents that are one stream a million times", () => HostileTrees.RepeatedContents(1_000_000));
        yield return new("page of a billion points", HostileTrees.HugePage);
        yield return new("forms that draw each other", HostilePdf.MutualForms);
        yield return new("form that draws itself", HostilePdf.EndlessForm);
        yield return new("object that stands for itself", HostilePdf.Crashing);
        yield return new("10,000 pages", () => HostilePdf.ManyPages(10_000));
        yield return new("no pages", HostilePdf.NoPages);
        yield return new("garbage", HostilePdf.Garbage);
        yield return new("picture", () => HostilePdf.ImageOnly());
        yield return new("password", () => HostilePdf.Encrypted("secreta"));
    }

    private static IEnumerable<HostileFile> Truncated(byte[] good)
    {
        // A longer file would leave no room for the flips; what its end lacks is the same over and over.
        var step = Math.Max(100, good.Length / 1000 / 100 * 100);
        for (var length = 100; length < good.Length; length += step)
        {
            var end = length;
            yield return new($"first {end.ToString(CultureInfo.InvariantCulture)} bytes", () => good[..end]);
        }
    }

    private static byte[] Flipped(byte[] good, Random random)
    {
        var file = good.ToArray();
        for (var flips = 1 << random.Next(0, 10); flips > 0; flips--)
        {
            file[random.Next(file.Length)] = (byte)random.Next(256);
        }

        // The signature is looked at before a file is stored: one without it never gets as far as the reader.
        Encoding.ASCII.GetBytes("%PDF-1.7").CopyTo(file, 0);
        return file;
    }
}
