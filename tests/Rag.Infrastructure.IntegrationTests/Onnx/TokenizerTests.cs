using System.Text;
using CsCheck;
using Rag.Infrastructure.Onnx;
using Rag.Infrastructure.Onnx.Tokenizers;

namespace Rag.Infrastructure.IntegrationTests.Onnx;

internal sealed class TokenizerTests
{
    private static readonly string[] Folders = [ModelFolders.MiniLm, ModelFolders.E5];

    [TestCaseSource(nameof(Folders))]
    public void Gives_the_reference_ids_for_every_text(string folder)
    {
        var golden = ModelFolders.Golden(folder);
        var input = Input(folder);

        var different = golden.Where(text => !input.ToPieces(text.Text, text.EmbeddingRole).SequenceEqual(text.Ids)).Select(text => text.Id);

        Assert.That(golden, Has.Count.EqualTo(194));
        Assert.That(different, Is.Empty);
    }

    [TestCaseSource(nameof(Folders))]
    public void Takes_any_text_and_gives_ids_of_the_vocabulary(string folder)
    {
        var tokenizer = Tokenizer(folder);
        var texts = Gen.Frequency(
            (3, Gen.Char.Array[0, 60].Select(characters => new string(characters))), // lone surrogates among them
            (2, Gen.Int[0, 0x10FFFF].Select(codePoint => Rune.IsValid(codePoint) ? new Rune(codePoint).ToString() : "\uD800").Array[0, 40].Select(string.Concat)),
            (1, Gen.String[Gen.Char[" \t\u0301\u0130aA中▁#.\u00AD\uFFFD"], 0, 200]));

        texts.Sample(text => tokenizer.Encode(text).All(id => id >= 0 && id < tokenizer.VocabularySize), iter: 3000);
    }

    [TestCaseSource(nameof(Folders))]
    public void Takes_a_lone_surrogate_for_a_replacement_character(string folder)
    {
        var tokenizer = Tokenizer(folder);

        Assert.That(tokenizer.Encode("mal \uD83D texto\uDC00"), Is.EqualTo(tokenizer.Encode("mal \uFFFD texto\uFFFD")));
    }

    [TestCase(ModelFolders.MiniLm, "[CLS] a [SEP]")]
    [TestCase(ModelFolders.E5, "<s> a </s>")]
    public void Special_pieces_in_a_text_are_text(string folder, string text)
    {
        var manifest = ModelFolders.Open(ModelFolders.Path(folder)).Manifest.Tokenizer;

        var ids = Tokenizer(folder).Encode(text);

        Assert.That(ids, Has.None.EqualTo(manifest.Cls).And.None.EqualTo(manifest.Sep));
    }

    [TestCase(14, "6 83151 83151 110777")]
    [TestCase(28, "10 83151 83151 83151 83151 83151 11 11")]
    public void Ways_of_equal_worth_are_decided_as_in_the_reference(int letters, string expected)
    {
        // Ids of sentencepiece 0.1.97. The order depends on adding scores in double and keeping floats.
        var ids = Tokenizer(ModelFolders.E5).Encode(new string('a', letters));

        Assert.That(string.Join(' ', ids), Is.EqualTo(expected));
    }

    [TestCase(true, true, "istanbul cafe ( 中 x")]
    [TestCase(true, false, "i\u0307stanbul caf\u00E9 ( 中 x")]
    [TestCase(false, false, "\u0130STANBUL Caf\u00E9 ( 中 x")]
    [TestCase(false, true, "ISTANBUL Cafe ( 中 x")]
    public void Folds_case_and_accents_as_the_manifest_says(bool lowercase, bool stripAccents, string expected)
    {
        var words = new BertNormalizer(lowercase, stripAccents).SeparateWords("\u0130STANBUL\nCaf\u00E9(中\u0001x");

        Assert.That(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(expected.Split(' ')));
    }

    [Test]
    public void A_word_of_more_than_a_hundred_characters_is_unknown()
    {
        var tokenizer = new WordPieceTokenizer(["[UNK]", "a", "##a"], new BertNormalizer(true, true), unknown: 0);

        Assert.That(tokenizer.Encode(new string('a', 100)), Has.Count.EqualTo(100));
        Assert.That(tokenizer.Encode(new string('a', 101)), Is.EqualTo([0]));
    }

    private static ModelInput Input(string folder) => new(ModelFolders.Open(ModelFolders.Path(folder)).Manifest, Tokenizer(folder));

    private static ITextTokenizer Tokenizer(string folder) => TokenizerReader.Read(ModelFolders.Open(ModelFolders.Path(folder)));
}
