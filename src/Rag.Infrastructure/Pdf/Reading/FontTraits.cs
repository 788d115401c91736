using System.Runtime.CompilerServices;
using UglyToad.PdfPig.PdfFonts;

namespace Rag.Infrastructure.Pdf.Reading;

/// <summary>Traits that a font gives to all of its glyphs, found once per font.</summary>
internal sealed class FontTraits
{
    private static readonly string[] BoldNames = ["bold", "black", "heavy", "demi"];

    private readonly Dictionary<IFont, GlyphTraits> _known = new(ReferenceComparer.Instance);

    public GlyphTraits Of(IFont font)
    {
        if (!_known.TryGetValue(font, out var traits))
        {
            traits = (IsBold(font.Details) ? GlyphTraits.Bold : GlyphTraits.None)
                | (font is IType3Font ? GlyphTraits.Drawn : GlyphTraits.None);
            _known.Add(font, traits);
        }

        return traits;
    }

    // Subset fonts often leave the flag out and say it in the name only: "ABCDEF+Lato-Semibold".
    private static bool IsBold(FontDetails details) =>
        details.IsBold || details.Weight >= FontDetails.BoldWeight
        || BoldNames.Any(name => details.Name?.Contains(name, StringComparison.OrdinalIgnoreCase) == true);

    private sealed class ReferenceComparer : IEqualityComparer<IFont>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(IFont? x, IFont? y) => ReferenceEquals(x, y);

        public int GetHashCode(IFont font) => RuntimeHelpers.GetHashCode(font);
    }
}
