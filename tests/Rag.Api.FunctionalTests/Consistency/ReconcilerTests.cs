using System.Net;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Application.Consistency;
using Rag.Application.Documents;
using Rag.Domain.Results;

namespace Rag.Api.FunctionalTests.Consistency;

/// <summary>What happens by itself, at start and every hour.</summary>
public sealed class ReconcilerTests
{
    private RagApplication _application = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _application = new RagApplication().WithFilesOnDisk().WithRealModel();
        using var admin = await _application.SignedInAsync();
        await Poll.UntilAsync(() => Task.FromResult(Runs() == 1));
        await _application.AddRatesAsync(admin);
    }

    [TearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [Test]
    public async Task A_delete_that_died_after_its_first_write_is_finished_within_the_hour()
    {
        var documents = _application.Port<IDocumentRepository>();
        await documents.RemoveAsync((await documents.ListAsync(default)).Single(), default);
        _application.Time.Advance(TimeSpan.FromMinutes(10));

        var orphans = await OrphansAsync();
        await PassUntilAsync(() => Task.FromResult(Runs() == 2));

        Assert.That(orphans.Select(orphan => orphan.Kind), Is.EqualTo(new[] { PartKind.Document }));
        Assert.That(await OrphansAsync(), Is.Empty);
        Assert.That(await documents.ListRemainsAsync(default), Is.Empty);
        using var admin = await _application.SignedInAsync();
        await _application.AssertNothingIsLeftAsync(admin);
    }

    [Test]
    public async Task One_instance_at_a_time_does_it_and_the_next_takes_over_from_one_that_died()
    {
        await _application.LeaveOrphanAsync(TimeSpan.FromDays(1));
        var leases = _application.Port<ILeaseRepository>();
        var start = _application.Time.GetUtcNow();

        Assert.That(await leases.TakeAsync("reconciler", RandomIds.NewKey(), TimeSpan.FromHours(3), default), Is.True);
        await PassUntilAsync(async () => (await OrphansAsync()).Count == 0);

        Assert.That(_application.Time.GetUtcNow() - start, Is.GreaterThanOrEqualTo(TimeSpan.FromHours(3)));
    }

    [Test]
    public async Task An_admins_repair_is_refused_while_another_instance_mends()
    {
        await _application.LeaveOrphanAsync(TimeSpan.FromDays(1));
        var (leases, other) = (_application.Port<ILeaseRepository>(), RandomIds.NewKey());
        await Poll.UntilAsync(() => leases.TakeAsync("reconciler", other, TimeSpan.FromMinutes(1), default));
        using var admin = await _application.SignedInAsync();

        var refused = await admin.PostAsync("/api/v1/rag/consistency/repair", content: null);

        await refused.AssertProblemAsync(HttpStatusCode.Conflict, "repair_running");
        Assert.That(await OrphansAsync(), Is.Not.Empty);
        await leases.GiveBackAsync("reconciler", other, default);
        Assert.That((await admin.RepairAsync())["repaired"]!.AsArray(), Is.Not.Empty);
        Assert.That(await leases.TakeAsync("reconciler", other, TimeSpan.FromMinutes(1), default), Is.True, "given back");
    }

    private int Runs() =>
        _application.Log.Entries.Count(entry => entry.MessageTemplate.Text.StartsWith("Stores compared", StringComparison.Ordinal));

    private Task PassUntilAsync(Func<Task<bool>> condition) => Poll.UntilAsync(async () =>
    {
        _application.Time.Advance(TimeSpan.FromMinutes(5));
        return await condition();
    });

    private async Task<IReadOnlyList<ConsistencyFinding>> OrphansAsync()
    {
        await using var scope = _application.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CheckConsistency())).Value.Orphans;
    }
}
