using Rag.Domain.Results;

namespace Rag.Domain.Documents;

/// <summary>What only reading a PDF shows. Each becomes the <c>error</c> of a failed document.</summary>
public static class PdfErrors
{
    public static Error Encrypted() => new(
        ErrorKind.Invalid, "pdf_encrypted", "The PDF is protected by a password. Remove the password and upload it again.");

    public static Error Damaged() => new(
        ErrorKind.Invalid, "pdf_damaged", "The PDF is damaged and cannot be read. Export or print it to a new PDF and upload that.");

    public static Error NoText() => new(
        ErrorKind.Invalid, "pdf_no_text", "The PDF has no text that can be read: its pages may be scanned images. Run text recognition (OCR) and upload the result.");

    public static Error TooComplex() => new(
        ErrorKind.Invalid, "pdf_too_complex", "Reading the PDF needs more memory than is allowed. Export it to a simpler PDF or split it.");

    public static Error TimedOut() => new(
        ErrorKind.Invalid, "pdf_timeout", "Reading the PDF takes longer than is allowed. Split it or export it to a simpler PDF.");

    public static Error TooManyPages(int limit) => new(
        ErrorKind.Invalid, "pdf_too_many_pages", $"The PDF has more than {limit} pages. Split it into smaller files.");
}
