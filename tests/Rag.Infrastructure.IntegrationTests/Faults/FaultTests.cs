using Microsoft.Extensions.Time.Testing;
using Rag.Application.Documents;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Faults;

/// <summary>
/// Every single call through a port fails once, before or after its effect, alone or with the whole process. Whatever fails, a document is
/// in the end the old one or the new one in every store, what was acknowledged is so, and other documents are unharmed.
/// </summary>
[TestFixtureSource(nameof(Faults))]
public sealed class FaultTests(FaultMoment moment, FaultReach reach)
{
    private const string Name = "manual.pdf";

    private static readonly TestFixtureData[] Faults =
    [
        new(FaultMoment.Before, FaultReach.Once), new(FaultMoment.After, FaultReach.Once),
        new(FaultMoment.Before, FaultReach.Crash), new(FaultMoment.After, FaultReach.Crash),
    ];

    private static readonly string[] Old = PagesAbout("antiguo", 7);
    private static readonly string[] New = PagesAbout("nuevo", 9);
    private static readonly string[] Other = PagesAbout("ajeno", 3);

    [Test]
    public Task An_upload_is_whole_or_not_there() => ForEveryCallAsync(
        new Step(Before: null, After: New), corpus => corpus.UploadAsync(Name, New).ContinueAsync());

    [Test]
    public Task A_replacement_is_the_old_or_the_new() => ForEveryCallAsync(
        new Step(Before: Old, After: New), corpus => corpus.UploadAsync(Name, New).ContinueAsync());

    [Test]
    public Task A_reindexed_document_is_whole() => ForEveryCallAsync(
        new Step(Before: Old, After: Old), corpus => corpus.SendAsync(new ReindexDocument(Name)).ContinueAsync());

    [Test]
    public Task A_deletion_is_whole_or_has_not_begun() => ForEveryCallAsync(
        new Step(Before: Old, After: null), corpus => corpus.SendAsync(new DeleteDocument(Name)));

    private async Task ForEveryCallAsync(Step step, Func<CorpusUnderTest, Task<Result>> act)
    {
        var embedder = new TextEmbedder();
        using var start = await BeforeAsync(step, embedder);
        for (var call = 1; ; call++)
        {
            using var folder = new TemporaryFolder();
            CopyTo(start.Path, folder.Path);
            var time = new FakeTimeProvider(A.Time.AddHours(1));
            var faults = new FaultPlan { FailingCall = call, Moment = moment, Reach = reach };
            var isAcknowledged = false;
            await using (var during = new CorpusUnderTest(folder.Path, time, embedder, faults))
            {
                try
                {
                    isAcknowledged = (await act(during)).IsSuccess;
                }
                catch (InjectedFaultException)
                {
                    // Whoever asked is told that it failed.
                }

                await during.SettleAsync();
            }

            await using var after = new CorpusUnderTest(folder.Path, time, embedder);
            await after.SettleAsync();
            await CheckAsync(after, step, isAcknowledged, $"call {call}, {faults.Failed}");
            if (faults.Failed is null)
            {
                Assert.That(call, Is.GreaterThan(5), "calls were counted");
                return;
            }
        }
    }

    private static async Task<TemporaryFolder> BeforeAsync(Step step, TextEmbedder embedder)
    {
        var folder = new TemporaryFolder();
        await using var before = new CorpusUnderTest(folder.Path, new FakeTimeProvider(A.Time), embedder);
        await before.UploadAsync("otro.pdf", Other);
        if (step.Before is { } pages)
        {
            await before.UploadAsync(Name, pages);
        }

        await before.SettleAsync();
        return folder;
    }

    private static void CopyTo(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static async Task CheckAsync(CorpusUnderTest corpus, Step step, bool isAcknowledged, string where)
    {
        await CorpusCheck.IsWholeAsync(corpus, "otro.pdf", Other, where);
        var document = await corpus.FindAsync(Name);
        var expected = document is null ? null : await CorpusCheck.IsOneOfAsync(corpus, Name, [step.Before, step.After], where);
        if (isAcknowledged || step.Before is null == step.After is null)
        {
            Assert.That(document is null, Is.EqualTo(isAcknowledged ? step.After is null : step.Before is null), where);
        }

        if (isAcknowledged && expected is not null)
        {
            Assert.That(expected, Is.EqualTo(step.After), where);
        }

        await CorpusCheck.FindsOnlyAsync(corpus, [.. Other, .. expected ?? []], where);
    }

    private static string[] PagesAbout(string word, int count) =>
        [.. Enumerable.Range(1, count).Select(page => $"El documento {word} dice en la página {page} que el código {word}{page} vale {page * 13} euros.")];

    private sealed record Step(string[]? Before, string[]? After);
}

internal static class ResultTasks
{
    /// <summary>Only whether it went well.</summary>
    public static async Task<Result> ContinueAsync<T>(this Task<Result<T>> task)
    {
        var result = await task;
        return result.IsSuccess ? Result.Success : result.Error;
    }
}
