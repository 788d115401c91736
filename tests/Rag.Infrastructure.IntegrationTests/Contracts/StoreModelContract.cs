using CsCheck;
using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>Random sequences of what uploads, workers, admins and time do, each step compared with the model.</summary>
public abstract class StoreModelContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly string[] Names = ["A.PDF", "B.PDF", "C.PDF"];

    private enum Step
    {
        Upload,
        Remove,
        Claim,
        Renew,
        HandBack,
        RetryLater,
        Ready,
        Failed,
        Wait,
    }

    [Test]
    public async Task Documents_and_queue_do_what_the_model_says_whatever_the_order() =>
        await Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 99]).Array[5, 50].SampleAsync(RunAsync, iter: 40, threads: 1);

    protected abstract IStoreUnderTest OpenEmpty();

    private async Task<bool> RunAsync((Step Step, int Pick)[] steps)
    {
        await using var store = OpenEmpty();
        var run = new Run(store);
        foreach (var (step, pick) in steps)
        {
            if (!await run.TakeAsync(step, pick))
            {
                return false;
            }
        }

        return true;
    }

    private sealed class Run(IStoreUnderTest store)
    {
        private readonly StoreModel _model = new();

        // Lost claims stay among them: their owners do not know yet.
        private readonly List<IngestionJob> _jobs = [];

        private DateTimeOffset Now => store.Time.GetUtcNow();

        public async Task<bool> TakeAsync(Step step, int pick)
        {
            var isRight = step switch
            {
                Step.Upload => await UploadAsync(Names[pick % Names.Length]),
                Step.Remove => await RemoveAsync(Names[pick % Names.Length]),
                Step.Claim => await ClaimAsync(),
                Step.Wait => Wait(pick),
                _ => _jobs.Count == 0 || await WorkAsync(step, _jobs[pick % _jobs.Count], TimeSpan.FromSeconds(pick % 20)),
            };
            return isRight && (await store.Documents.ListAsync(default)).Select(Describe).SequenceEqual(_model.Describe());
        }

        private static string Describe(Document document) =>
            $"{document.Id} {document.Name.Key} visible {document.Visible?.Number ?? 0} pending {document.Pending?.Number ?? 0} {document.Pending?.Status}";

        private async Task<bool> UploadAsync(string name)
        {
            var known = await store.Documents.FindByNameAsync(FileName.Parse(name).Value, default);
            if (known is null)
            {
                var document = Document.Receive(FileName.Parse(name).Value, A.File(), Now);
                var isFree = !_model.IsTaken(name);
                _model.Add(document.Id, name, Now);
                return isFree && await store.Documents.SaveAsync(document, default);
            }

            known.Replace(A.File(), Now);
            _model.Replace(known.Id, Now);
            return await store.Documents.SaveAsync(known, default) && !await store.Documents.SaveAsync(known, default);
        }

        private async Task<bool> RemoveAsync(string name)
        {
            var known = await store.Documents.FindByNameAsync(FileName.Parse(name).Value, default);
            if (known is null)
            {
                return !_model.IsTaken(name);
            }

            _model.Remove(known.Id);
            return await store.Documents.RemoveAsync(known, default) && !await store.Documents.RemoveAsync(known, default);
        }

        private async Task<bool> ClaimAsync()
        {
            var job = await store.Queue.ClaimAsync(Lease, default);
            if (job is not null)
            {
                _jobs.Add(job);
            }

            return _model.Claim(job, Now, Lease);
        }

        private bool Wait(int seconds)
        {
            store.Time.Advance(TimeSpan.FromSeconds(seconds % 20));
            return true;
        }

        private async Task<bool> WorkAsync(Step step, IngestionJob job, TimeSpan delay)
        {
            switch (step)
            {
                case Step.Renew:
                    return await store.Queue.RenewAsync(job, 0.5, Lease, default) == _model.Renew(job, Now, Lease);
                case Step.HandBack:
                    await store.Queue.HandBackAsync(job, default);
                    _model.GiveBack(job, Now, counts: false);
                    return true;
                case Step.RetryLater:
                    await store.Queue.RetryLaterAsync(job, delay, default);
                    _model.GiveBack(job, Now + delay, counts: true);
                    return true;
                default:
                    return await FinishAsync(job, isReady: step == Step.Ready) == _model.Finish(job, isReady: step == Step.Ready);
            }
        }

        private async Task<bool> FinishAsync(IngestionJob job, bool isReady)
        {
            var document = await store.Documents.FindAsync(job.Document, default);
            var finished = isReady
                ? document?.MarkReady(job.Version, 1, 1, Now)
                : document?.MarkFailed(job.Version, new IngestionFailure("pdf_damaged", "detail"));
            return finished is { IsSuccess: true } && await store.Documents.SaveAsync(document!, default);
        }
    }
}
