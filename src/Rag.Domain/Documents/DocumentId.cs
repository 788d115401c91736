namespace Rag.Domain.Documents;

/// <summary>Names a document for good; survives replacement of its file.</summary>
public readonly record struct DocumentId(Guid Value)
{
    public static DocumentId New() => new(Guid.CreateVersion7());

    public static bool TryParse(string? text, out DocumentId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new DocumentId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}
