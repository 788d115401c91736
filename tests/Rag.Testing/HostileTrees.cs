using System.Text;
using Rag.Testing.Pdfs;

namespace Rag.Testing;

/// <summary>PDFs whose objects lead in circles, or further than anybody should follow.</summary>
internal static class HostileTrees
{
    public static byte[] Deep(int depth)
    {
        var file = new PdfFile();
        var numbers = Enumerable.Range(0, depth).Select(_ => file.Reserve()).ToList();
        for (var i = 0; i < depth; i++)
        {
            file.Set(numbers[i], i + 1 < depth
                ? $"<< /Type /Pages /Count 1 /Kids [{numbers[i + 1]} 0 R] {(i > 0 ? $"/Parent {numbers[i - 1]} 0 R" : "")} >>"
                : $"<< /Type /Page /MediaBox [0 0 595 842] {(i > 0 ? $"/Parent {numbers[i - 1]} 0 R" : "")} >>");
        }

        return Build(file, numbers[0]);
    }

    public static byte[] OwnChild()
    {
        var file = new PdfFile();
        var tree = file.Reserve();
        file.Set(tree, $"<< /Type /Pages /Count 2 /Kids [{tree} 0 R] >>");
        return Build(file, tree);
    }

    public static byte[] Circle()
    {
        var file = new PdfFile();
        var (first, second) = (file.Reserve(), file.Reserve());
        file.Set(first, $"<< /Type /Pages /Count 2 /Kids [{second} 0 R {second} 0 R] /Parent {second} 0 R >>");
        file.Set(second, $"<< /Type /Pages /Count 2 /Kids [{first} 0 R {first} 0 R] /Parent {first} 0 R >>");
        return Build(file, first);
    }

    /// <summary>What a page does not say itself is asked of its parents, without end.</summary>
    public static byte[] OwnParent()
    {
        var file = new PdfFile();
        var (tree, page) = (file.Reserve(), file.Reserve());
        file.Set(page, $"<< /Type /Page /Parent {page} 0 R >>");
        file.Set(tree, $"<< /Type /Pages /Count 1 /Kids [{page} 0 R] >>");
        return Build(file, tree);
    }

    public static byte[] TableAfterItself()
    {
        var file = new PdfFile();
        var root = SamplePdf.Write(file, [new SamplePage().Text(72, 700, "Una tabla que sigue a la misma tabla.")]);
        var once = Encoding.Latin1.GetString(file.Build(root));
        var table = once[(once.LastIndexOf("startxref", StringComparison.Ordinal) + 9)..].Split('\n', StringSplitOptions.RemoveEmptyEntries)[0];
        return file.Build(root, $"/Prev {table}");
    }

    public static byte[] RepeatedContents(int times)
    {
        var file = new PdfFile();
        var tree = file.Reserve();
        var content = file.AddStream("q 1 0 0 1 0 0 cm Q");
        var page = file.Add(
            $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents [{string.Join(' ', Enumerable.Repeat($"{content} 0 R", times))}] >>");
        file.Set(tree, $"<< /Type /Pages /Count 1 /Kids [{page} 0 R] >>");
        return Build(file, tree);
    }

    public static byte[] HugePage()
    {
        var file = new PdfFile();
        var tree = file.Reserve();
        var content = file.AddStream("0 0 1000000000 1000000000 re f");
        var page = file.Add(
            $"<< /Type /Page /Parent {tree} 0 R /MediaBox [-1000000000 -1000000000 1000000000 1e38] /UserUnit 1e300 /Contents {content} 0 R >>");
        file.Set(tree, $"<< /Type /Pages /Count 2147483647 /Kids [{page} 0 R] >>");
        return Build(file, tree);
    }

    private static byte[] Build(PdfFile file, int tree) => file.Build(file.Add($"<< /Type /Catalog /Pages {tree} 0 R >>"));
}
