using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rag.Api.Startup;
using Rag.Application;

namespace Rag.Api.FunctionalTests.Startup;

public sealed class ProcessExitTests
{
    [Test]
    public async Task A_worker_that_cannot_start_ends_the_process_with_status_78()
    {
        var status = await ProcessExit.StatusOfAsync(() => RunAsync(new StartupException("The worker has no tools. Give it some.")));

        Assert.That(status, Is.EqualTo(78));
    }

    [Test]
    public void A_worker_that_breaks_for_another_reason_is_not_hidden()
    {
        Assert.That(() => ProcessExit.StatusOfAsync(() => RunAsync(new InvalidOperationException("A mistake."))), Throws.InvalidOperationException);
    }

    private static async Task<int> RunAsync(Exception exception)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddHostedService(_ => new BrokenWorker(exception));
        await using var application = builder.Build();
        await application.RunToEndAsync();
        return 0;
    }

    private sealed class BrokenWorker(Exception exception) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw exception;
        }
    }
}
