using System.Globalization;
using Rag.Domain.Documents;

namespace Rag.Domain.Passages;

/// <summary>Derived from document, version and position, so that a step that is done twice overwrites itself.</summary>
public readonly record struct ChunkId(DocumentId Document, int Version, int Index)
{
    public static bool TryParse(string? text, out ChunkId id)
    {
        id = default;
        var parts = text?.Split(':');
        if (parts is not { Length: 3 } || !DocumentId.TryParse(parts[0], out var document)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }

        id = new ChunkId(document, version, index);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Document}:{Version}:{Index}");
}
