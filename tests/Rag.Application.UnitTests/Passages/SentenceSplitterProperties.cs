using CsCheck;
using Rag.Application.Passages;

namespace Rag.Application.UnitTests.Passages;

public sealed class SentenceSplitterProperties
{
    private static readonly Gen<(string Text, int Longest)> TextAndBound = Gen.Select(AnyText.Pages, Gen.Int[1, 700]);

    [Test]
    public void Sentences_are_in_order_and_hold_all_that_is_not_white_space() => TextAndBound.Sample((text, longest) =>
    {
        var position = 0;
        foreach (var span in SentenceSplitter.Split(text, longest))
        {
            if (span.Start < position || span.Length <= 0 || !string.IsNullOrWhiteSpace(text[position..span.Start]))
            {
                return false;
            }

            position = span.End;
        }

        return string.IsNullOrWhiteSpace(text[position..]);
    });

    [Test]
    public void No_sentence_begins_or_ends_with_white_space() => TextAndBound.Sample((text, longest) =>
        SentenceSplitter.Split(text, longest).All(span => span.Of(text).Trim().Length == span.Length));

    [Test]
    public void No_sentence_is_longer_than_the_bound() => TextAndBound.Sample((text, longest) =>
        SentenceSplitter.Split(text, longest).All(span => span.Length <= Math.Max(longest, 2)));

    [Test]
    public void No_surrogate_pair_is_cut() => TextAndBound.Sample((text, longest) =>
        SentenceSplitter.Split(text, longest).All(span => !AnyText.CutsPair(text, span.Start) && !AnyText.CutsPair(text, span.End)));
}
