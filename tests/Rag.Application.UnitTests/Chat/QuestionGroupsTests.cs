using Rag.Application.Chat;
using Rag.Application.UnitTests.Retrieval;
using Rag.Domain.Conversations;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Application.UnitTests.Chat;

public sealed class QuestionGroupsTests
{
    [Test]
    public void Questions_of_the_same_words_are_one_group_and_the_largest_comes_first()
    {
        var groups = Group("¿Hay wifi?", "precio envío Portugal", "PRECIO envío portugal urgente", "envío Portugal precio", "plazo garantía portátil");

        Assert.That(groups.Select(group => (group.Question, group.Count)), Is.EqualTo(new[]
        {
            ("precio envío Portugal", 3), ("¿Hay wifi?", 1), ("plazo garantía portátil", 1),
        }));
        Assert.That(groups[0].Examples, Is.EqualTo(new[] { "PRECIO envío portugal urgente", "envío Portugal precio" }));
        Assert.That((groups[0].LastAskedAt, groups[0].FirstAskedAt), Is.EqualTo((A.Time.AddMinutes(-1), A.Time.AddMinutes(-3))));
    }

    [Test]
    public void One_of_two_words_in_common_is_not_alike()
    {
        Assert.That(Group("precio envío", "plazo envío"), Has.Count.EqualTo(2));
    }

    [Test]
    public void Questions_without_a_word_are_compared_as_they_are()
    {
        Assert.That(Group("???", "???", "!"), Has.Count.EqualTo(2));
    }

    private static IReadOnlyList<QuestionGroup> Group(params string[] latestFirst) => QuestionGroups.Of(
        [.. latestFirst.Select((text, i) => new UnansweredQuestion(text, A.Time.AddMinutes(-i), new ConversationId(RandomIds.NewKey())))],
        new FakeTextAnalyzer());
}
