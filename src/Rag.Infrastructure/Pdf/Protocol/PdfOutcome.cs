namespace Rag.Infrastructure.Pdf.Protocol;

/// <summary>How the child says that it ended. Part of the protocol: numbers are never given another meaning.</summary>
internal enum PdfOutcome : byte
{
    Complete = 0,
    Encrypted = 1,
    Damaged = 2,
    TooComplex = 3,
    TooManyPages = 4,
}
