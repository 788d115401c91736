using System.Buffers.Binary;
using CsCheck;
using Rag.Application.Ingestion;
using Rag.Infrastructure.Pdf;
using Rag.Infrastructure.Pdf.Protocol;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

/// <summary>The protocol as bytes: the parent must not believe, crash on, or allocate for what a child says.</summary>
public sealed class PdfFrameTests
{
    private static readonly PdfLine Line = new("Año 2026", 11.5, 0.1, 0.12, 3, TextMarks.Bold | TextMarks.Rotated);

    [Test]
    public async Task A_page_arrives_as_it_was_sent()
    {
        var sent = new PdfPage(1, [Line], Rotation: 90, Images: 2, Glyphs: 7, UnreadableGlyphs: 1);

        var text = (await ReadAsync(frames =>
        {
            frames.WriteOpened(1, "Título de prueba");
            frames.WritePage(sent);
            frames.WriteEnded(PdfOutcome.Complete);
        }))!;

        Assert.That(text.Title, Is.EqualTo("Título de prueba"));
        Assert.That(text.Pages.Single(), Is.EqualTo(sent with { Lines = text.Pages.Single().Lines }));
        Assert.That(text.Pages.Single().Lines, Is.EqualTo(sent.Lines));
    }

    private static IEnumerable<TestCaseData> Impossible()
    {
        yield return Case("a page before the file is open", frames => frames.WritePage(Page(1)));
        yield return Case("a page that is not the next", frames => Open(frames, 3).WritePage(Page(2)));
        yield return Case("a page twice", frames => Twice(Open(frames, 3)));
        yield return Case("more pages than there are", frames => Twice(Open(frames, 1)));
        yield return Case("an end before the last page", frames => Open(frames, 1).WriteEnded(PdfOutcome.Complete));
        yield return Case("open twice", frames => Open(Open(frames, 1), 1));
        yield return Case("no pages", frames => Open(frames, 0));
        yield return Case("a rotation by 45 degrees", frames => Open(frames, 1).WritePage(Page(1) with { Rotation = 45 }));
        yield return Case("more unreadable glyphs than glyphs", frames => Open(frames, 1).WritePage(Page(1) with { UnreadableGlyphs = 9 }));
        yield return Case("a size that is no number", frames => Open(frames, 1).WritePage(Page(1) with { Lines = [Line with { FontSize = double.NaN }] }));
        yield return Case("a mark that does not exist", frames => Open(frames, 1).WritePage(Page(1) with { Lines = [Line with { Marks = (TextMarks)64 }] }));
        yield return Case("a negative block", frames => Open(frames, 1).WritePage(Page(1) with { Lines = [Line with { Block = -1 }] }));
        yield return Case("an outcome that does not exist", frames => frames.WriteEnded((PdfOutcome)99));

        static TestCaseData Case(string name, Action<PdfFrameWriter> write) => new TestCaseData(write).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Impossible))]
    public void What_cannot_be_is_not_believed(object write)
    {
        Assert.That(() => ReadAsync((Action<PdfFrameWriter>)write), Throws.InstanceOf<PdfProtocolException>());
    }

    [TestCase(int.MaxValue)]
    [TestCase(-1)]
    public void A_length_is_looked_at_before_anything_is_allocated(int length)
    {
        var frame = new byte[5];
        frame[0] = PdfProtocol.Page;
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(1), length);

        Assert.That(() => ReadAsync([.. "RPDA"u8, PdfProtocol.Version, .. frame]), Throws.InstanceOf<PdfProtocolException>());
    }

    [Test]
    public void Text_must_be_UTF8()
    {
        Assert.That(() => PdfFrame.Parse(PdfProtocol.Opened, [1, 0, 0, 0, 1, 0, 0, 0, 0xFF]), Throws.InstanceOf<PdfProtocolException>());
    }

    [Test]
    public void Any_bytes_are_an_answer_or_a_protocol_error()
    {
        Gen.Select(Gen.OneOf(Gen.Const(PdfProtocol.Opened), Gen.Const(PdfProtocol.Page), Gen.Const(PdfProtocol.Ended), Gen.Const((byte)0)), Gen.Byte.Array[0, 200]).Sample((kind, content) =>
        {
            try
            {
                return PdfFrame.Parse(kind, content) is not null;
            }
            catch (PdfProtocolException)
            {
                return true;
            }
        });
    }

    [Test]
    public async Task An_answer_cut_anywhere_is_a_protocol_error()
    {
        var whole = Bytes(frames =>
        {
            Open(frames, 1).WritePage(Page(1));
            frames.WriteEnded(PdfOutcome.Complete);
        });

        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Assert.That(async () => await ReadAsync(cut), Throws.InstanceOf<PdfProtocolException>(), $"{length} bytes");
        }

        Assert.That(await ReadAsync(whole), Is.Not.Null);
    }

    private static PdfPage Page(int number) => new(number, [Line], 0, 0, 8, 0);

    private static PdfFrameWriter Open(PdfFrameWriter frames, int pages)
    {
        frames.WriteOpened(pages, title: null);
        return frames;
    }

    private static void Twice(PdfFrameWriter frames)
    {
        frames.WritePage(Page(1));
        frames.WritePage(Page(1));
    }

    private static byte[] Bytes(Action<PdfFrameWriter> write)
    {
        using var answer = new MemoryStream();
        using var frames = new PdfFrameWriter(answer);
        frames.WriteHeader();
        write(frames);
        return answer.ToArray();
    }

    private static Task<PdfText?> ReadAsync(Action<PdfFrameWriter> write) => ReadAsync(Bytes(write));

    private static async Task<PdfText?> ReadAsync(byte[] answer)
    {
        var options = new PdfOptions();
        var frames = new PdfFrameReader(new MemoryStream(answer), options.Limits);
        await frames.ReadHeaderAsync(default);
        var result = await new PdfConversation(options, _ => { }, new Progress<PageRead>()).ReadAsync(frames, default);
        return result.IsSuccess ? result.Value : null;
    }
}
