using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Domain.UnitTests.Documents;

public sealed class DocumentWarningTests
{
    private static readonly PageFacts Good = new() { Characters = 1800, Words = 300, Language = "es" };

    [Test]
    public void A_document_that_is_as_it_should_be_has_none()
    {
        Assert.That(DocumentWarning.Of([Good, Good]), Is.Empty);
        Assert.That(DocumentWarning.Of([]), Is.Empty);
    }

    [Test]
    public void A_blank_page_is_no_fault()
    {
        Assert.That(DocumentWarning.Of([Good, new PageFacts()]), Is.Empty);
    }

    [Test]
    public void Says_how_many_of_the_pages_have_no_text()
    {
        var scanned = new PageFacts { IsImageOnly = true };

        Assert.That(DocumentWarning.Of([scanned, Good, scanned]), Is.EqualTo(new[] { new DocumentWarning(DocumentWarningKind.PagesWithoutText, 2, 3) }));
    }

    [TestCase(0.1, 0)]
    [TestCase(0.11, 1)]
    public void A_few_unreadable_signs_are_common_and_more_of_them_are_a_warning(double share, int warnings)
    {
        Assert.That(DocumentWarning.Of([Good with { UnreadableShare = share }]), Has.Count.EqualTo(warnings));
    }

    [Test]
    public void Everything_wrong_with_one_page_is_told()
    {
        var page = new PageFacts { IsImageOnly = true, UnreadableShare = 1, HiddenCharacters = 1 };

        Assert.That(
            DocumentWarning.Of([page, Good]).Select(warning => (warning.Kind, warning.Pages, warning.OfPages)),
            Is.EqualTo(Enum.GetValues<DocumentWarningKind>().Select(kind => (kind, 1, 2))));
    }
}
