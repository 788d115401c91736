using System.Security.Cryptography;

namespace Rag.Domain.Results;

/// <summary>Ids that open something to whoever knows them.</summary>
public static class RandomIds
{
    /// <summary>A version 4 UUID of 122 bits from the system's generator. Version 7 would tell its time and be partly guessable.</summary>
    public static Guid NewKey()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
