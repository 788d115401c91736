using Rag.Domain.Documents;
using Rag.Testing;

namespace Rag.Domain.UnitTests.Documents;

public sealed class DocumentTests
{
    private static readonly DateTimeOffset Later = A.Time.AddMinutes(5);
    private static readonly IngestionFailure Failure = new("pdf_damaged", "It is damaged.");

    [Test]
    public void A_received_document_waits_with_its_first_version_and_answers_nothing()
    {
        var document = A.Document();

        Assert.That(document.Visible, Is.Null);
        Assert.That((document.Pending?.Number, document.Pending?.Status), Is.EqualTo((1, DocumentStatus.Queued)));
        Assert.That((document.LastVersion, document.Revision), Is.EqualTo((1, 0L)));
        Assert.That(document.Current, Is.SameAs(document.Pending));
    }

    [Test]
    public void A_version_being_processed_becomes_the_one_that_answers()
    {
        var document = With(pending: Version(1, DocumentStatus.Processing) with { Progress = 0.7 });

        var result = document.MarkReady(1, pages: 3, chunks: 12, Later);

        Assert.That(result.IsSuccess, Is.True);
        Assert.That(document.Pending, Is.Null);
        Assert.That(document.Visible, Is.EqualTo(Version(1, DocumentStatus.Ready) with
        {
            Progress = 1,
            Pages = 3,
            Chunks = 12,
            IndexedAt = Later,
        }));
    }

    [Test]
    public void The_old_version_answers_until_the_new_one_is_ready()
    {
        var document = With(visible: Version(1, DocumentStatus.Ready));

        document.Replace(A.File("new"), Later);

        Assert.That(document.Current.Number, Is.EqualTo(1));
        Assert.That((document.Pending?.Number, document.Pending?.Status), Is.EqualTo((2, DocumentStatus.Queued)));
    }

    [Test]
    public void The_new_version_takes_the_place_of_the_old_one()
    {
        var document = With(Version(1, DocumentStatus.Ready), Version(2, DocumentStatus.Processing));

        document.MarkReady(2, pages: 1, chunks: 1, Later);

        Assert.That((document.Visible?.Number, document.Pending), Is.EqualTo((2, (DocumentVersion?)null)));
    }

    [TestCase(DocumentStatus.Queued)]
    [TestCase(DocumentStatus.Failed)]
    public void A_version_that_nobody_processes_becomes_neither_ready_nor_failed(DocumentStatus status)
    {
        var document = With(Version(1, DocumentStatus.Ready), Version(2, status));

        Assert.That(document.MarkReady(2, 1, 1, Later).Error?.Code, Is.EqualTo("version_not_under_way"));
        Assert.That(document.MarkFailed(2, Failure).Error?.Code, Is.EqualTo("version_not_under_way"));
        Assert.That((document.Visible?.Number, document.Pending?.Status), Is.EqualTo((1, status)));
    }

    [TestCase(1)]
    [TestCase(3)]
    public void A_worker_of_another_version_finishes_nothing(int version)
    {
        var document = With(Version(1, DocumentStatus.Ready), Version(2, DocumentStatus.Processing));

        Assert.That(document.MarkReady(version, 1, 1, Later).Error?.Code, Is.EqualTo("version_not_under_way"));
        Assert.That(document.MarkFailed(version, Failure).Error?.Code, Is.EqualTo("version_not_under_way"));
        Assert.That((document.Visible?.Number, document.Pending?.Status), Is.EqualTo((1, DocumentStatus.Processing)));
    }

    [Test]
    public void A_version_is_finished_once()
    {
        var document = With(pending: Version(1, DocumentStatus.Processing));
        document.MarkReady(1, pages: 1, chunks: 1, A.Time);

        Assert.That(document.MarkReady(1, pages: 9, chunks: 9, Later).IsSuccess, Is.False);
        Assert.That(document.MarkFailed(1, Failure).IsSuccess, Is.False);
        Assert.That(document.Visible?.Chunks, Is.EqualTo(1));
    }

    [Test]
    public void A_failed_version_stays_behind_the_one_that_answers_with_its_reason()
    {
        var document = With(Version(1, DocumentStatus.Ready), Version(2, DocumentStatus.Processing) with { Chunks = 5 });

        var result = document.MarkFailed(2, Failure);

        Assert.That(result.IsSuccess, Is.True);
        Assert.That(document.Current.Number, Is.EqualTo(1));
        Assert.That(document.Pending, Is.EqualTo(Version(2, DocumentStatus.Failed) with { Failure = Failure, Chunks = 0 }));
    }

    [Test]
    public void A_version_number_is_never_given_twice()
    {
        var document = With(pending: Version(1, DocumentStatus.Queued));

        var numbers = new[] { document.Replace(A.File(), Later).Number, document.Replace(A.File(), Later).Number };

        Assert.That(numbers, Is.EqualTo(new[] { 2, 3 }));
        Assert.That((document.Pending?.Number, document.LastVersion), Is.EqualTo((3, 3)));
    }

    [TestCase("visible", null, null, true)]
    [TestCase("other", null, null, false)]
    [TestCase("pending", "pending", DocumentStatus.Queued, true)]
    [TestCase("pending", "pending", DocumentStatus.Processing, true)]
    [TestCase("pending", "pending", DocumentStatus.Failed, false)]
    [TestCase("visible", "pending", DocumentStatus.Queued, false)]
    [TestCase("visible", "pending", DocumentStatus.Failed, true)]
    public void Knows_whether_bytes_are_what_it_has_or_is_about_to_have(
        string uploaded, string? pending, DocumentStatus? status, bool isHeld)
    {
        var document = With(
            Version(1, DocumentStatus.Ready) with { File = A.File("visible") },
            pending is null ? null : Version(2, status!.Value) with { File = A.File(pending) });

        Assert.That(document.Holds(uploaded), Is.EqualTo(isHeld));
    }

    [Test]
    public void A_document_without_a_version_cannot_be_told_about()
    {
        Assert.That(() => With(visible: null, pending: null).Current, Throws.InvalidOperationException);
    }

    private static readonly StoredFile File = A.File();

    private static DocumentVersion Version(int number, DocumentStatus status) =>
        new() { Number = number, File = File, UploadedAt = A.Time, Status = status };

    private static Document With(DocumentVersion? visible = null, DocumentVersion? pending = null) => Document.Restore(
        DocumentId.New(), FileName.Parse("a.pdf").Value, visible, pending, Math.Max(visible?.Number ?? 0, pending?.Number ?? 0), revision: 7);
}
