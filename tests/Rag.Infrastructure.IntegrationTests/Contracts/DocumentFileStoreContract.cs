using System.Security.Cryptography;
using Rag.Application.Documents;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

public abstract class DocumentFileStoreContract
{
    protected const long Limit = 1_000_000;

    protected abstract IDocumentFileStore Files { get; }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(128 * 1024)]
    [TestCase((128 * 1024) + 1)]
    [TestCase(700_001)]
    public async Task Gives_back_the_bytes_that_were_saved_with_their_size_and_hash(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);

        var stored = await Files.SaveAsync(new MemoryStream(bytes), Limit, default);

        Assert.That(stored!.Size, Is.EqualTo(size));
        Assert.That(stored.ContentHash, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
        Assert.That(await ReadAsync(stored.Key), Is.EqualTo(bytes));
    }

    [Test]
    public async Task Saves_a_stream_that_comes_in_small_pieces()
    {
        var bytes = RandomNumberGenerator.GetBytes(5000);

        var stored = await Files.SaveAsync(new ClientStream(bytes, pieces: 7), Limit, default);

        Assert.That(await ReadAsync(stored!.Key), Is.EqualTo(bytes));
    }

    [Test]
    public async Task Takes_what_is_exactly_as_long_as_the_limit_and_nothing_longer()
    {
        var exact = await Files.SaveAsync(new MemoryStream(new byte[100]), 100, default);
        var content = new MemoryStream(new byte[300_000]);
        var longer = await Files.SaveAsync(content, 100, default);

        Assert.That(exact?.Size, Is.EqualTo(100));
        Assert.That(longer, Is.Null);
        Assert.That(content.Position, Is.EqualTo(101));
    }

    [Test]
    public async Task The_same_bytes_saved_twice_are_two_files()
    {
        var first = await Files.SaveAsync(new MemoryStream([1, 2, 3]), Limit, default);
        var second = await Files.SaveAsync(new MemoryStream([1, 2, 3]), Limit, default);
        await Files.DeleteAsync(first!.Key, default);

        Assert.That(second!.Key, Is.Not.EqualTo(first.Key));
        Assert.That(await ReadAsync(second.Key), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task An_opened_file_can_be_read_from_any_place()
    {
        var stored = await Files.SaveAsync(new MemoryStream([1, 2, 3, 4]), Limit, default);

        await using var content = await Files.OpenAsync(stored!.Key, default);
        content!.Seek(2, SeekOrigin.Begin);

        Assert.That((content.CanSeek, content.Length, content.ReadByte()), Is.EqualTo((true, 4L, 3)));
    }

    [Test]
    public async Task A_deleted_file_is_gone_and_can_be_deleted_again()
    {
        var stored = await Files.SaveAsync(new MemoryStream([1]), Limit, default);

        await Files.DeleteAsync(stored!.Key, default);
        await Files.DeleteAsync(stored.Key, default);

        Assert.That(await Files.OpenAsync(stored.Key, default), Is.Null);
    }

    [Test]
    public async Task A_reader_of_a_file_that_is_deleted_gets_the_rest_or_an_error_and_nothing_else()
    {
        var bytes = RandomNumberGenerator.GetBytes(900_000);
        var stored = await Files.SaveAsync(new MemoryStream(bytes), Limit, default);
        await using var content = await Files.OpenAsync(stored!.Key, default);
        var read = new byte[bytes.Length];
        await content!.ReadExactlyAsync(read.AsMemory(0, 1000));

        await Files.DeleteAsync(stored.Key, default);

        try
        {
            await content.ReadExactlyAsync(read.AsMemory(1000));
            Assert.That(read, Is.EqualTo(bytes));
        }
        catch (IOException exception)
        {
            Assert.That(exception, Is.Not.InstanceOf<EndOfStreamException>(), "not a shorter file");
        }
    }

    [Test]
    public async Task Lists_what_it_holds_with_the_time_it_was_written()
    {
        var first = await Files.SaveAsync(new MemoryStream([1]), Limit, default);
        var second = await Files.SaveAsync(new MemoryStream([2]), Limit, default);
        var gone = await Files.SaveAsync(new MemoryStream([3]), Limit, default);
        await Files.DeleteAsync(gone!.Key, default);
        await Files.SaveAsync(new MemoryStream([1, 2]), 1, default);

        var listed = new List<FileInStore>();
        await foreach (var file in Files.ListAsync(default))
        {
            listed.Add(file);
        }

        Assert.That(listed.Select(file => file.Key), Is.EquivalentTo(new[] { first!.Key, second!.Key }));
        Assert.That(listed.Select(file => file.WrittenAt), Has.All.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task Any_part_of_a_large_file_can_be_read()
    {
        var bytes = RandomNumberGenerator.GetBytes(900_000);
        var stored = await Files.SaveAsync(new MemoryStream(bytes), Limit, default);
        await using var content = await Files.OpenAsync(stored!.Key, default);

        foreach (var (from, length) in new[] { (899_000, 1000), (0, 10), (261_000, 300), (522_239, 2) })
        {
            var part = new byte[length];
            content!.Seek(from, SeekOrigin.Begin);
            await content.ReadExactlyAsync(part);
            Assert.That(part, Is.EqualTo(bytes[from..(from + length)]), $"{length} bytes from {from}");
        }

        content!.Seek(0, SeekOrigin.End);
        Assert.That(await content.ReadAsync(new byte[1]), Is.Zero);
    }

    [TestCase("")]
    [TestCase("no-such-file.pdf")]
    [TestCase("../escape.pdf")]
    [TestCase("/etc/passwd")]
    [TestCase("00000000000070008000000000000000.pdf")]
    public async Task A_key_that_it_never_gave_is_no_file(string key)
    {
        Assert.That(await Files.OpenAsync(key, default), Is.Null);
        Assert.That(async () => await Files.DeleteAsync(key, default), Throws.Nothing);
    }

    [Test]
    public void A_stream_that_fails_is_told_to_the_caller()
    {
        var content = new ClientStream(new byte[5000], pieces: 1000) { FailsAt = 3000 };

        Assert.That(async () => await Files.SaveAsync(content, Limit, default), Throws.InstanceOf<IOException>());
    }

    protected async Task<byte[]> ReadAsync(string key)
    {
        await using var content = await Files.OpenAsync(key, default) ?? throw new InvalidOperationException("No such file.");
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }
}
