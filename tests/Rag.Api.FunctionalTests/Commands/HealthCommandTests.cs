using System.Net;
using System.Net.Sockets;
using Rag.Api.Commands;
using Rag.Application;

namespace Rag.Api.FunctionalTests.Commands;

public sealed class HealthCommandTests
{
    [Test]
    public async Task A_server_that_answers_is_well_and_one_that_cannot_work_yet_is_not_ready()
    {
        await using var application = new RagApplication();
        var port = $"--PORT={application.Address.Port}";

        Assert.That(await HealthCommand.RunAsync([port, "--ready"]), Is.Zero);

        application.Embedder.IsLoaded = false;
        Assert.That(await HealthCommand.RunAsync([port]), Is.Zero);
        Assert.That(await HealthCommand.RunAsync(["--ready", port, "--HOST=127.0.0.1"]), Is.EqualTo(1));
    }

    [Test]
    public async Task Nobody_who_answers_is_unwell()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        silent.Stop();

        Assert.That(await HealthCommand.RunAsync([$"--PORT={port}"]), Is.EqualTo(1));
    }

    [Test]
    public async Task What_cannot_be_asked_for_is_refused()
    {
        Assert.That(await HealthCommand.RunAsync(["--red"]), Is.EqualTo(64));
        Assert.That(await HealthCommand.RunAsync(["--help"]), Is.Zero);
        Assert.That(() => HealthCommand.RunAsync(["--PORT=0"]), Throws.TypeOf<StartupException>().With.Message.Contains("PORT is 0"));
    }
}
