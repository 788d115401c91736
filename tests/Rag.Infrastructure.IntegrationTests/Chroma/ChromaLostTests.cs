using System.Diagnostics;
using Rag.Application;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Infrastructure.Chroma;
using Rag.Infrastructure.IntegrationTests.Contracts;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Chroma;

/// <summary>Through a wire that breaks before the real server.</summary>
public sealed class ChromaLostTests
{
    private const int Dimension = 24;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan LongestFailure = new ChromaOptions().ReadCall + TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(5);

    [TestCase(WireFault.Refused)]
    [TestCase(WireFault.Silent)]
    [TestCase(WireFault.Slow)]
    [TestCase(WireFault.Cut)]
    [TestCase(WireFault.Garbled)]
    [TestCase(WireFault.Corrupted)]
    public async Task A_lost_server_is_a_typed_error_in_time_and_is_used_again_when_it_is_back(WireFault fault)
    {
        await using var chroma = new ChromaUnderTest();
        await using var wire = BrokenWire.To(chroma.Server.Host, chroma.Server.Port);
        chroma.Url = new Uri($"http://127.0.0.1:{wire.Port}");
        var index = chroma.Open(new StubEmbeddingModel("test/model", Dimension));
        await index.UpsertAsync(Vectors.Chunks(DocumentId.New(), 3, Dimension), None);

        wire.Set(fault);
        for (var call = 0; call < 3; call++)
        {
            var started = Stopwatch.GetTimestamp();
            Assert.That(() => SearchAsync(index), Throws.InstanceOf<StoreUnavailableException>(), "never an empty result");
            Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(LongestFailure));
        }

        wire.Set(WireFault.None);
        Assert.That(await WhenBackAsync(() => SearchAsync(index)), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_server_that_is_lost_before_the_first_call_is_found_later()
    {
        await using var chroma = new ChromaUnderTest();
        await using var wire = BrokenWire.To(chroma.Server.Host, chroma.Server.Port);
        chroma.Url = new Uri($"http://127.0.0.1:{wire.Port}");
        var index = chroma.Open(new StubEmbeddingModel("test/model", Dimension));
        wire.Set(WireFault.Refused);

        Assert.That(() => index.DescribeAsync(None), Throws.InstanceOf<StoreUnavailableException>());
        wire.Set(WireFault.None);

        Assert.That((await WhenBackAsync(() => index.DescribeAsync(None))).Count, Is.Zero);
    }

    [Test]
    public async Task What_is_no_chroma_server_is_told_from_an_empty_one()
    {
        await using var chroma = new ChromaUnderTest();
        chroma.Url = new Uri(chroma.Server, "/nothing-here");
        var index = chroma.Open(new StubEmbeddingModel("test/model", Dimension));

        Assert.That(() => SearchAsync(index), Throws.InstanceOf<StoreUnavailableException>());
    }

    [Test]
    public async Task A_caller_that_leaves_does_not_wait()
    {
        await using var chroma = new ChromaUnderTest();
        await using var wire = BrokenWire.To(chroma.Server.Host, chroma.Server.Port);
        chroma.Url = new Uri($"http://127.0.0.1:{wire.Port}");
        var index = chroma.Open(new StubEmbeddingModel("test/model", Dimension));
        await index.DescribeAsync(None);
        wire.Set(WireFault.Silent);
        using var left = new CancellationTokenSource();

        var asking = index.DescribeAsync(left.Token);
        await left.CancelAsync();

        Assert.That(() => asking, Throws.InstanceOf<OperationCanceledException>());
    }

    private static async Task<T> WhenBackAsync<T>(Func<Task<T>> call)
    {
        var back = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (StoreUnavailableException) when (Stopwatch.GetElapsedTime(back) < LongestRecovery)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, None);
            }
        }
    }

    private static Task<IReadOnlyList<VectorHit>> SearchAsync(ChromaVectorIndex index) =>
        index.SearchAsync(Vectors.Random(1, Dimension), 5, onlyIn: null, None);
}
