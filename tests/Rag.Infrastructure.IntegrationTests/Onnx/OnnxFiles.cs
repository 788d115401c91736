using System.Text;

namespace Rag.Infrastructure.IntegrationTests.Onnx;

/// <summary>ONNX files made by hand, field by field of onnx.proto.</summary>
internal static class OnnxFiles
{
    /// <summary>A network of one node that copies its input, one float.</summary>
    public static byte[] Identity(string input)
    {
        byte[] node = [.. Text(1, input), .. Text(2, "out"), .. Text(4, "Identity")];
        byte[] graph = [.. Message(1, node), .. Text(2, "graph"), .. Message(11, Value(input)), .. Message(12, Value("out"))];
        return [.. Number(1, 8), .. Message(7, graph), .. Message(8, Number(2, 13))];
    }

    private static byte[] Value(string name)
    {
        var shape = Message(2, Message(1, Number(1, 1)));
        var tensor = Message(1, [.. Number(1, 1), .. shape]);
        return [.. Text(1, name), .. Message(2, tensor)];
    }

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Number(int field, int value) => [(byte)(field << 3), (byte)value];

    private static byte[] Message(int field, byte[] content) => [(byte)((field << 3) | 2), (byte)content.Length, .. content];
}
