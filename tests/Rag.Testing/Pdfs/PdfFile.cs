using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Rag.Testing.Pdfs;

/// <summary>
/// The syntax of a PDF file, object by object. PdfPig's own builder writes only good files; half of the samples have to be bad ones.
/// </summary>
public sealed class PdfFile
{
    private readonly List<byte[]?> _objects = [];

    /// <summary>Takes a number for an object that is written later, as a page needs its parent's before the parent exists.</summary>
    public int Reserve()
    {
        _objects.Add(null);
        return _objects.Count;
    }

    public void Set(int number, string body) => _objects[number - 1] = Latin1(body);

    public int Add(string body)
    {
        var number = Reserve();
        Set(number, body);
        return number;
    }

    public int AddStream(byte[] content, string entries = "")
    {
        var number = Reserve();
        SetStream(number, content, entries);
        return number;
    }

    public void SetStream(int number, byte[] content, string entries = "") =>
        _objects[number - 1] = [.. Latin1(Invariant($"<< /Length {content.Length} {entries} >>\nstream\n")), .. content, .. Latin1("\nendstream")];

    public int AddStream(string content, string entries = "") => AddStream(Latin1(content), entries);

    /// <summary>The file as bytes, with a classic cross-reference table.</summary>
    public byte[] Build(int root, string trailer = "")
    {
        using var file = new MemoryStream();
        // The comment of high bytes is what tells transfer programs that the file is binary.
        file.Write(Latin1("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n"));
        var offsets = new List<long>();
        for (var i = 0; i < _objects.Count; i++)
        {
            offsets.Add(file.Position);
            file.Write(Latin1(Invariant($"{i + 1} 0 obj\n")));
            file.Write(_objects[i] ?? throw new InvalidOperationException($"Object {i + 1} was reserved and never written."));
            file.Write(Latin1("\nendobj\n"));
        }

        var table = file.Position;
        var text = new StringBuilder(Invariant($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets)
        {
            text.Append(Invariant($"{offset:D10} 00000 n \n"));
        }

        text.Append(Invariant($"trailer\n<< /Size {offsets.Count + 1} /Root {root} 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n"));
        file.Write(Latin1(text.ToString()));
        return file.ToArray();
    }

    public static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            deflate.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
