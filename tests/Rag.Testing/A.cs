using System.Security.Cryptography;
using System.Text;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Domain.Users;

namespace Rag.Testing;

/// <summary>Builders whose defaults are good for any test that does not care.</summary>
public static class A
{
    public static readonly DateTimeOffset Time = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public static Document Document(string name = "tarifas.pdf", string? contentHash = null, long size = 1000) =>
        Domain.Documents.Document.Receive(FileName.Parse(name).Value, File(contentHash, size), Time);

    public static StoredFile File(string? contentHash = null, long size = 1000) =>
        new($"{Guid.CreateVersion7():N}.pdf", size, contentHash ?? Hash("content"));

    public static Chunk Chunk(
        DocumentId document, int index = 0, string text = "El plazo de devolución es de 30 días.", int version = 1, int page = 1,
        string? title = null, string? heading = null) => new()
        {
            Id = new ChunkId(document, version, index),
            Page = page,
            Start = 0,
            End = text.Length,
            Text = text,
            Title = title,
            Heading = heading,
            ContentHash = Hash(text),
            Words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length,
        };

    public static ExtractedPage Page(int number = 1, string text = "El plazo de devolución es de 30 días.") =>
        new() { Number = number, Text = text };

    public static User User(string email = "ana@example.com", bool isAdmin = false) => new()
    {
        Id = UserId.New(),
        Username = email.Split('@')[0],
        Email = email,
        HashedPassword = "$2b$12$not.a.real.hash",
        IsAdmin = isAdmin,
        CreatedAt = Time,
        UpdatedAt = Time,
    };

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
