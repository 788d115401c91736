using System.Buffers.Binary;
using System.Text;
using Rag.Infrastructure.Onnx.Tokenizers;

namespace Rag.Infrastructure.IntegrationTests.Onnx;

/// <summary>Files made here; the expected ids are those of sentencepiece 0.1.97 for the same bytes.</summary>
internal sealed class SentencePieceModelTests
{
    private const int Unigram = 1;
    private const int Bpe = 2;
    private const int Normal = 1;
    private const int Unknown = 2;
    private const int Control = 3;
    private const int UserDefined = 4;

    [TestCase(false, false, false, "8 9 8 8 8 5 8")]
    [TestCase(false, false, true, "3 6 3 10 5 3")]
    [TestCase(false, true, false, "4 8 5")]
    [TestCase(false, true, true, "4 3 5")]
    [TestCase(true, false, false, "8 8 9 8 8 8 5 8")]
    [TestCase(true, false, true, "10 6 3 10 5 3")]
    [TestCase(true, true, false, "9 8 5")]
    [TestCase(true, true, true, "6 3 5")]
    public void Treats_white_space_as_the_file_says(bool addDummyPrefix, bool removeExtraWhitespaces, bool escapeWhitespaces, string expected)
    {
        var tokenizer = Tokenizer(Model(Spec(addDummyPrefix, removeExtraWhitespaces, escapeWhitespaces)));

        Assert.That(string.Join(' ', tokenizer.Encode("  a   b ")), Is.EqualTo(expected));
    }

    [Test]
    public void Unknown_characters_in_a_row_are_one_unknown_piece()
    {
        var tokenizer = Tokenizer(Model(Spec(true, true, true)));

        Assert.That(tokenizer.Encode("x yz</s>"), Is.EqualTo([3, 0, 3, 0]));
    }

    [Test]
    public void Refuses_a_model_that_is_not_unigram() => Assert.That(() => SentencePieceModel.Read(Model([], type: Bpe)), Refused);

    [Test]
    public void Refuses_symbols_of_the_users_own() =>
        Assert.That(() => SentencePieceModel.Read([.. Model([]), .. Piece("<x>", 0, UserDefined)]), Refused);

    [Test]
    public void Refuses_byte_fallback() => Assert.That(() => SentencePieceModel.Read([.. Model([]), .. Message(2, Number(35, 1))]), Refused);

    [Test]
    public void Refuses_a_file_without_pieces() => Assert.That(() => SentencePieceModel.Read([]), Refused);

    [Test]
    public void Refuses_a_damaged_character_map() =>
        Assert.That(() => SentencePieceModel.Read(Model(Message(2, [200, 0, 0, 0, 1, 2, 3]))), Refused);

    [Test]
    public void A_file_cut_anywhere_is_refused_or_read_but_never_breaks_the_reader()
    {
        var whole = Model(Spec(true, true, true));

        for (var length = 0; length < whole.Length; length++)
        {
            try
            {
                SentencePieceModel.Read(whole.AsSpan(0, length));
            }
            catch (InvalidDataException)
            {
                continue;
            }
        }

        Assert.That(() => SentencePieceModel.Read(whole.AsSpan(0, 3)), Refused);
    }

    private static NUnit.Framework.Constraints.Constraint Refused => Throws.InstanceOf<InvalidDataException>();

    private static SentencePieceTokenizer Tokenizer(byte[] file) => new(SentencePieceModel.Read(file));

    private static byte[] Model(byte[] normalizer, int type = Unigram) =>
    [
        .. Piece("<unk>", 0, Unknown), .. Piece("<s>", 0, Control), .. Piece("</s>", 0, Control),
        .. Piece("▁", -2, Normal), .. Piece("a", -3, Normal), .. Piece("b", -3, Normal), .. Piece("▁a", -4, Normal),
        .. Piece("ab", -4.5f, Normal), .. Piece(" ", -2.5f, Normal), .. Piece(" a", -3.5f, Normal), .. Piece("▁▁", -3.9f, Normal),
        .. Message(2, Number(3, type)),
        .. Message(3, normalizer),
    ];

    private static byte[] Spec(bool addDummyPrefix, bool removeExtraWhitespaces, bool escapeWhitespaces) =>
        [.. Number(3, addDummyPrefix ? 1 : 0), .. Number(4, removeExtraWhitespaces ? 1 : 0), .. Number(5, escapeWhitespaces ? 1 : 0)];

    private static byte[] Piece(string text, float score, int type)
    {
        var bits = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bits, score);
        return Message(1, [.. Message(1, Encoding.UTF8.GetBytes(text)), (2 << 3) | 5, .. bits, .. Number(3, type)]);
    }

    // Numbers and lengths here stay below 128 but for field 35, whose key alone needs two bytes.
    private static byte[] Number(int field, int value) => [.. Key(field, 0), (byte)value];

    private static byte[] Message(int field, byte[] content) => [.. Key(field, 2), (byte)content.Length, .. content];

    private static byte[] Key(int field, int wireType)
    {
        var key = (field << 3) | wireType;
        return key < 128 ? [(byte)key] : [(byte)(key | 128), (byte)(key >> 7)];
    }
}
