using System.Buffers.Binary;
using System.Security.Cryptography;
using static Rag.Testing.Pdfs.PdfFile;

namespace Rag.Testing.Pdfs;

#pragma warning disable CA5351 // MD5 is what the format prescribes here; nothing is kept secret with it.

/// <summary>The format's first encryption (revision 2, RC4 of 40 bits): weak, short, and opened by every reader.</summary>
internal static class PdfEncryption
{
    private const int Permissions = -4;

    private static readonly byte[] Padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");

    private static readonly byte[] FileId = Convert.FromHexString("00112233445566778899AABBCCDDEEFF");

    public static byte[] Encrypt(string userPassword, string text)
    {
        var owner = Rc4(MD5.HashData(Pad("owner"))[..5], Pad(userPassword));
        var permissions = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(permissions, Permissions);
        var key = MD5.HashData([.. Pad(userPassword), .. owner, .. permissions, .. FileId])[..5];

        var file = new PdfFile();
        var (tree, contents) = (file.Reserve(), file.Reserve());
        var font = file.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        var operators = Latin1(new SamplePage().Text(72, 700, text).Operators);
        file.SetStream(contents, Rc4(ObjectKey(key, contents), operators));
        var page = file.Add(
            $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Resources << /Font << /Regular {font} 0 R >> >> /Contents {contents} 0 R >>");
        file.Set(tree, $"<< /Type /Pages /Count 1 /Kids [{page} 0 R] >>");
        var root = file.Add($"<< /Type /Catalog /Pages {tree} 0 R >>");
        var id = Convert.ToHexString(FileId);
        var encrypt = file.Add(Invariant(
            $"<< /Filter /Standard /V 1 /R 2 /O <{Convert.ToHexString(owner)}> /U <{Convert.ToHexString(Rc4(key, Padding))}> /P {Permissions} >>"));
        return file.Build(root, $"/Encrypt {encrypt} 0 R /ID [<{id}> <{id}>]");
    }

    private static byte[] ObjectKey(byte[] key, int number) =>
        MD5.HashData([.. key, (byte)number, (byte)(number >> 8), (byte)(number >> 16), 0, 0])[..10];

    private static byte[] Pad(string password) => [.. Latin1(password).Concat(Padding).Take(32)];

    private static byte[] Rc4(byte[] key, byte[] input)
    {
        var state = Enumerable.Range(0, 256).ToArray();
        for (int i = 0, j = 0; i < 256; i++)
        {
            j = (j + state[i] + key[i % key.Length]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
        }

        var output = new byte[input.Length];
        for (int n = 0, i = 0, j = 0; n < input.Length; n++)
        {
            i = (i + 1) & 255;
            j = (j + state[i]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
            output[n] = (byte)(input[n] ^ state[(state[i] + state[j]) & 255]);
        }

        return output;
    }
}
