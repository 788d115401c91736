using Rag.Testing;

namespace Rag.Api.FunctionalTests.Pdfs;

internal sealed record UnreadablePdf(string Name, string Code, Func<byte[]> Content);

internal static class UnreadablePdfs
{
    public static readonly IReadOnlyList<UnreadablePdf> All =
    [
        new("truncado.pdf", "pdf_damaged", () => HostilePdf.Truncated()),
        new("basura.pdf", "pdf_damaged", HostilePdf.Garbage),
        new("cifrado.pdf", "pdf_encrypted", () => HostilePdf.Encrypted("secreta")),
        new("escaneado.pdf", "pdf_no_text", () => HostilePdf.ImageOnly()),
        new("diez-mil.pdf", "pdf_too_many_pages", () => HostilePdf.ManyPages(10_000)),
        new("pila.pdf", "pdf_damaged", HostilePdf.Crashing),
    ];
}
