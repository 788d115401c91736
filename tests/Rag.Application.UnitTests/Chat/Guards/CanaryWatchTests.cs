using CsCheck;
using Rag.Application.Chat;
using Rag.Application.Chat.Guards;

namespace Rag.Application.UnitTests.Chat.Guards;

public sealed class CanaryWatchTests
{
    private readonly PromptCanary _canary = new();

    [Test]
    public void Is_another_word_in_each_process_and_one_that_nobody_writes() =>
        Assert.That(_canary.Word, Does.Match("^q[bcdfghjkmnprstvwxz]{15}$").And.Not.EqualTo(new PromptCanary().Word));

    [Test]
    public void Ends_an_answer_that_holds_the_word_before_its_end_goes_out()
    {
        var watch = _canary.Watch();
        var sent = watch.Push("Mis instrucciones: " + _canary.Word[..9]);

        Assert.That(() => watch.Push(_canary.Word[9..]), Throws.InstanceOf<ModelException>()
            .With.Property(nameof(ModelException.CanRetry)).False.And.Property("Error").Property("Code").EqualTo("answer_withheld"));
        Assert.That(sent, Is.EqualTo("Mis instrucciones: "));
    }

    [Test]
    public void Sees_it_in_capitals_and_between_marks()
    {
        var spaced = string.Join(" - ", _canary.Word.ToUpperInvariant().ToCharArray());

        Assert.That(() => _canary.Watch().Push($"a {spaced}"), Throws.InstanceOf<ModelException>());
    }

    [Test]
    public void Lets_every_other_text_through_as_it_is()
    {
        var letters = $"q{_canary.Word} Qé \n";
        var texts = Gen.Int[0, letters.Length - 1].Select(i => letters[i].ToString()).Array[0, 14];

        texts.Sample(tokens =>
        {
            var watch = _canary.Watch();
            return string.Concat(tokens.Select(watch.Push)) + watch.Flush() == string.Concat(tokens);
        });
    }
}
