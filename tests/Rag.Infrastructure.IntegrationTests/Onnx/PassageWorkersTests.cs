using Rag.Infrastructure.Onnx;

namespace Rag.Infrastructure.IntegrationTests.Onnx;

internal sealed class PassageWorkersTests
{
    [Test]
    public async Task Work_runs_on_as_many_threads_as_there_are_workers_at_once()
    {
        using var workers = new PassageWorkers(3);
        using var all = new Barrier(3);

        // The barrier opens only when three are inside at the same time.
        var work = Enumerable.Range(0, 3).Select(_ => workers.RunAsync(_ => all.SignalAndWait(TimeSpan.FromSeconds(30)), CancellationToken.None));

        Assert.That(await Task.WhenAll(work), Is.All.True);
    }

    [Test]
    public async Task Only_the_last_of_a_queue_is_told_that_nothing_waits()
    {
        using var workers = new PassageWorkers(1);
        using var gate = new ManualResetEventSlim();
        var hold = workers.RunAsync(_ => Wait(gate), CancellationToken.None);
        var work = Enumerable.Range(0, 3).Select(_ => workers.RunAsync(last => last, CancellationToken.None)).ToList();

        gate.Set();

        Assert.That(await Task.WhenAll(work), Is.EqualTo([false, false, true]));
        await hold;
    }

    [Test]
    [Platform("Linux", Reason = "Elsewhere threads have the priority of the process.")]
    public async Task They_give_way_to_those_who_chat_meanwhile()
    {
        using var workers = new PassageWorkers(1);

        var statistics = await workers.RunAsync(_ => File.ReadAllText("/proc/thread-self/stat"), CancellationToken.None);

        // proc(5): field 19 is the nice value; the second one is a name in brackets, which may have spaces.
        Assert.That(statistics[(statistics.LastIndexOf(')') + 2)..].Split(' ')[16], Is.EqualTo("5"));
    }

    [Test]
    public async Task A_failure_reaches_its_caller_and_the_thread_goes_on()
    {
        using var workers = new PassageWorkers(1);

        Assert.That(() => workers.RunAsync<int>(_ => throw new NotSupportedException(), CancellationToken.None), Throws.InstanceOf<NotSupportedException>());

        Assert.That(await workers.RunAsync(_ => 7, CancellationToken.None), Is.EqualTo(7));
    }

    [Test]
    public async Task What_is_cancelled_while_it_waits_never_runs()
    {
        using var workers = new PassageWorkers(1);
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var ran = false;
        var hold = workers.RunAsync(_ => Wait(gate), CancellationToken.None);
        var waiting = workers.RunAsync(_ => ran = true, cancellation.Token);

        await cancellation.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        gate.Set();
        await hold;
        await workers.RunAsync(_ => 0, CancellationToken.None);
        Assert.That(ran, Is.False);
    }

    [Test]
    public void What_waits_when_the_application_stops_is_cancelled()
    {
        var workers = new PassageWorkers(1);
        using var gate = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        _ = workers.RunAsync(
            _ =>
            {
                begun.Set();
                return Wait(gate);
            },
            CancellationToken.None);
        begun.Wait();
        var waiting = workers.RunAsync(_ => 0, CancellationToken.None);
        var disposing = Task.Run(workers.Dispose);

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        gate.Set();
        Assert.That(async () => await disposing, Throws.Nothing);
        Assert.That(() => workers.RunAsync(_ => 0, CancellationToken.None), Throws.InstanceOf<ObjectDisposedException>());
    }

    private static int Wait(ManualResetEventSlim gate)
    {
        gate.Wait();
        return 0;
    }
}
