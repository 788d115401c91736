namespace Rag.Application.Passages;

/// <summary>A piece of a text by its offsets in UTF-16 units.</summary>
/// <param name="End">Exclusive.</param>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    public string Of(string text) => text[Start..End];
}
