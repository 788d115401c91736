using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Rag.Application.Auth;
using Rag.Application.Documents;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.Identity;

/// <summary>
/// base64url of document id (16 bytes), expiry in Unix seconds (8, big-endian) and HMAC-SHA256 (32) over purpose, id, expiry and
/// name. The name is signed and not sent: the address says it.
/// </summary>
internal sealed class HmacDocumentLinkSigner : IDocumentLinkSigner
{
    private const int ClaimsLength = 24;
    private const int TokenLength = ClaimsLength + HMACSHA256.HashSizeInBytes;

    private readonly byte[] _key;
    private readonly IReadOnlyList<byte[]> _trusted;
    private readonly TimeProvider _time;

    public HmacDocumentLinkSigner(IOptions<AuthOptions> options, TimeProvider time)
    {
        var secret = options.Value.JwtSecret;
        _key = KeyOf(secret.Length > 0 ? Encoding.UTF8.GetBytes(secret) : RandomNumberGenerator.GetBytes(32));
        _trusted = [_key, .. options.Value.PreviousJwtSecrets.Select(previous => KeyOf(Encoding.UTF8.GetBytes(previous)))];
        _time = time;
    }

    private static ReadOnlySpan<byte> Purpose => "open document"u8;

    public string Sign(DocumentId document, FileName name, DateTimeOffset expiresAt)
    {
        Span<byte> token = stackalloc byte[TokenLength];
        document.Value.TryWriteBytes(token, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(token[16..], expiresAt.ToUnixTimeSeconds());
        Mac(_key, token[..ClaimsLength], name).CopyTo(token[ClaimsLength..]);
        return Base64Url.EncodeToString(token);
    }

    public DocumentId? Read(string token, FileName name)
    {
        Span<byte> bytes = stackalloc byte[TokenLength];
        if (Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done || length != TokenLength)
        {
            return null;
        }

        var claims = bytes[..ClaimsLength];
        foreach (var key in _trusted)
        {
            if (CryptographicOperations.FixedTimeEquals(Mac(key, claims, name), bytes[ClaimsLength..]))
            {
                return _time.GetUtcNow().ToUnixTimeSeconds() < BinaryPrimitives.ReadInt64BigEndian(claims[16..])
                    ? new DocumentId(new Guid(claims[..16], bigEndian: true))
                    : null;
            }
        }

        return null;
    }

    // Its own label: no key that signs one kind of token may sign another.
    private static byte[] KeyOf(byte[] secret) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, HMACSHA256.HashSizeInBytes, info: "rag document links v1"u8.ToArray());

    // Everything before the name has a fixed length, so that no two meanings have the same bytes.
    private static byte[] Mac(byte[] key, ReadOnlySpan<byte> claims, FileName name) =>
        HMACSHA256.HashData(key, (byte[])[.. Purpose, .. claims, .. Encoding.UTF8.GetBytes(name.Key)]);
}
