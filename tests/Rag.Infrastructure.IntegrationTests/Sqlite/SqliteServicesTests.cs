using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Rag.Application.Auth;
using Rag.Application.Bots;
using Rag.Application.Chat;
using Rag.Application.Documents;
using Rag.Application.Ingestion;
using Rag.Application.Passages;
using Rag.Application.Users;
using Rag.Infrastructure.FileStorage;
using Rag.Infrastructure.Sqlite;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Sqlite;

public sealed class SqliteServicesTests
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _started = [];

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Every_port_of_the_stored_state_has_its_adapter()
    {
        using var host = Build();

        foreach (var port in new[]
        {
            typeof(IDocumentRepository), typeof(IIngestionQueue), typeof(IPassageRepository), typeof(IMessageRepository),
            typeof(IBotRepository), typeof(IUserRepository), typeof(ISessionRepository), typeof(IDocumentFileStore),
        })
        {
            Assert.That(host.Services.GetService(port), Is.Not.Null, port.Name);
        }
    }

    [Test]
    public async Task The_database_is_migrated_before_any_hosted_service_starts()
    {
        using var host = Build();

        await host.StartAsync();

        Assert.That(_started, Is.EqualTo(new[] { "rag.db" }));
        await host.StopAsync();
    }

    [Test]
    public void A_database_of_a_later_version_ends_the_start_before_any_hosted_service()
    {
        using (var connection = new SqliteConnection($"Data Source={_folder.File("rag.db")};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA user_version = 1000");
        }

        using var host = Build();

        Assert.That(async () => await host.StartAsync(), Throws.TypeOf<StorageUnusableException>());
        Assert.That(_started, Is.Empty);
    }

    [Test]
    public async Task The_database_is_healthy_while_its_file_is_there()
    {
        using var host = Build();
        await host.StartAsync();

        Assert.That(await CheckAsync(host), Is.EqualTo(HealthStatus.Healthy));
        File.Delete(_folder.File("rag.db"));
        Assert.That(await CheckAsync(host), Is.EqualTo(HealthStatus.Unhealthy));
    }

    private static async Task<HealthStatus> CheckAsync(IHost host)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries["database"].Status;
    }

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([new($"{StorageOptions.Section}:{nameof(StorageOptions.Directory)}", _folder.Path)]);

        // First on purpose: what comes after it must still be ready when it starts.
        builder.Services.AddHostedService(provider => new FirstWorker(provider.GetRequiredService<IOptions<StorageOptions>>(), _started));
        builder.Services.AddFileStorage();
        builder.Services.AddSqlite();
        return builder.Build();
    }

    private sealed class FirstWorker(IOptions<StorageOptions> options, List<string> started) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            started.Add(Path.GetFileName(options.Value.DatabaseFile));
            Assert.That(File.Exists(options.Value.DatabaseFile), Is.True);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
