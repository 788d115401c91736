using System.Text;
using Rag.Testing.Pdfs;

namespace Rag.Testing;

/// <summary>PDFs that are damaged, locked, empty or made to hurt, each of a few kilobytes.</summary>
public static class HostilePdf
{
    public static byte[] NoPages() => SamplePdf.From([]);

    /// <summary>A page that is one picture, as a scanner writes it.</summary>
    public static byte[] ImageOnly(int pages = 1) =>
        SamplePdf.From([.. Enumerable.Range(0, pages).Select(_ => new SamplePage().Image(0, 0, SamplePage.Width, SamplePage.Height))]);

    /// <summary>Any number of pages that share one content: 10,000 of them take about 1 MB.</summary>
    public static byte[] ManyPages(int pages)
    {
        var file = new PdfFile();
        var tree = file.Reserve();
        var fonts = PdfFonts.AddTo(file);
        var contents = file.AddStream(new SamplePage().Text(72, 700, "Una página entre muchas.").Operators);
        var kids = Enumerable.Range(0, pages).Select(_ => file.Add($"<< /Type /Page /Parent {tree} 0 R /Contents {contents} 0 R >>")).ToList();
        file.Set(tree,
            $"<< /Type /Pages /Count {pages} /MediaBox [0 0 595 842] /Resources << /Font << {fonts} >> >> /Kids [{string.Join(' ', kids.Select(kid => $"{kid} 0 R"))}] >>");
        return file.Build(file.Add($"<< /Type /Catalog /Pages {tree} 0 R >>"));
    }

    /// <summary>The first share (0..1) of a good file.</summary>
    public static byte[] Truncated(double share = 0.3)
    {
        var whole = SamplePdf.Manual();
        return whole[..(int)(whole.Length * share)];
    }

    /// <summary>Begins as a PDF does and goes on as nothing at all.</summary>
    public static byte[] Garbage() => [.. "%PDF-1.4\n"u8, .. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7919 >> 3))];

    /// <summary>A content stream packed twice, which grows a hundred thousandfold.</summary>
    public static byte[] FlateBomb(int megabytes = 1024)
    {
        // Zlib of zeros is periodic but for its head and tail, so the inner stream packs again a thousandfold.
        using var inner = new MemoryStream();
        using (var deflate = new System.IO.Compression.ZLibStream(inner, System.IO.Compression.CompressionLevel.Fastest))
        {
            var block = Encoding.ASCII.GetBytes(new string(' ', 1024 * 1024));
            for (var i = 0; i < megabytes; i++)
            {
                deflate.Write(block);
            }
        }

        return WithContents(PdfFile.Deflate(inner.ToArray()), "/Filter [/FlateDecode /FlateDecode]");
    }

    /// <summary>A form that draws two of the next, 40 times over: a trillion drawings.</summary>
    public static byte[] SelfCallingForms(int depth = 40)
    {
        var file = new PdfFile();
        var next = file.AddStream("q Q", "/Type /XObject /Subtype /Form /BBox [0 0 10 10]");
        for (var i = 0; i < depth; i++)
        {
            next = file.AddStream("/F Do /F Do", $"/Type /XObject /Subtype /Form /BBox [0 0 10 10] /Resources << /XObject << /F {next} 0 R >> >>");
        }

        return WithContents(file, file.AddStream("/F Do"), $"<< /XObject << /F {next} 0 R >> >>");
    }

    /// <summary>A small stream of millions of operators, each of which becomes an object.</summary>
    public static byte[] ManyOperators(int operators = 14_000_000) =>
        WithContents(PdfFile.Deflate(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("0 0 m\n", operators)))), "/Filter /FlateDecode");

    /// <summary>An object that stands for itself: PdfPig looks it up by recursion until the stack overflows, which ends its process.</summary>
    public static byte[] Crashing()
    {
        var file = new PdfFile();
        var self = file.Reserve();
        file.Set(self, $"{self} 0 R");
        var tree = file.Reserve();
        var page = file.Add($"<< /Type /Page /Parent {tree} 0 R /MediaBox {self} 0 R >>");
        file.Set(tree, $"<< /Type /Pages /Count 1 /Kids [{page} 0 R] >>");
        return file.Build(file.Add($"<< /Type /Catalog /Pages {tree} 0 R >>"));
    }

    /// <summary>Two forms that draw each other.</summary>
    public static byte[] MutualForms()
    {
        var file = new PdfFile();
        var (first, second) = (file.Reserve(), file.Reserve());
        foreach (var (form, other) in new[] { (first, second), (second, first) })
        {
            file.SetStream(form, "/F Do"u8.ToArray(),
                $"/Type /XObject /Subtype /Form /BBox [0 0 10 10] /Resources << /XObject << /F {other} 0 R >> >>");
        }

        return WithContents(file, file.AddStream("/F Do"), $"<< /XObject << /F {first} 0 R >> >>");
    }

    /// <summary>A form that draws itself.</summary>
    public static byte[] EndlessForm()
    {
        var file = new PdfFile();
        var form = file.Reserve();
        file.SetStream(form, "/F Do"u8.ToArray(),
            $"/Type /XObject /Subtype /Form /BBox [0 0 10 10] /Resources << /XObject << /F {form} 0 R >> >>");
        return WithContents(file, file.AddStream("/F Do"), $"<< /XObject << /F {form} 0 R >> >>");
    }

    /// <summary>Arrays within arrays, too deep for a reader that reads them by recursion.</summary>
    public static byte[] DeepNesting(int depth = 200_000)
    {
        var file = new PdfFile();
        file.Add(new string('[', depth) + new string(']', depth));
        return WithContents(file, file.AddStream($"{new string('[', depth)}{new string(']', depth)} TJ"), "<< >>");
    }

    /// <summary>Text that only a reader with the password may see.</summary>
    public static byte[] Encrypted(string userPassword, string text = "Texto cifrado con una contraseña.") =>
        PdfEncryption.Encrypt(userPassword, text);

    internal static byte[] WithContents(byte[] contents, string entries)
    {
        var file = new PdfFile();
        return WithContents(file, file.AddStream(contents, entries), "<< >>");
    }

    private static byte[] WithContents(PdfFile file, int contents, string resources)
    {
        var tree = file.Reserve();
        var page = file.Add($"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents {contents} 0 R >>");
        file.Set(tree, $"<< /Type /Pages /Count 1 /Kids [{page} 0 R] >>");
        return file.Build(file.Add($"<< /Type /Catalog /Pages {tree} 0 R >>"));
    }
}
