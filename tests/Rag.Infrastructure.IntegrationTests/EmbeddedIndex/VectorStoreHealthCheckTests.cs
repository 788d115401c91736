using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Infrastructure.EmbeddedIndex;
using Rag.Infrastructure.IntegrationTests.Contracts;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.EmbeddedIndex;

public sealed class VectorStoreHealthCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StubEmbeddingModel _model = new("test/model", 8);

    private string FilePath => _folder.File("vectors.db");

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Is_healthy_when_the_vectors_can_be_searched()
    {
        using var index = Open(_model);
        await index.LoadAsync(CancellationToken.None);

        Assert.That(await CheckAsync(index), Is.EqualTo(HealthStatus.Healthy));
    }

    [Test]
    public async Task Is_unhealthy_when_the_file_is_gone()
    {
        using var index = Open(_model);
        await index.LoadAsync(CancellationToken.None);

        File.Delete(FilePath);

        Assert.That(await CheckAsync(index), Is.EqualTo(HealthStatus.Unhealthy));
    }

    [Test]
    public async Task Is_unhealthy_when_the_file_is_damaged()
    {
        await File.WriteAllTextAsync(FilePath, new string('x', 5000));
        using var index = Open(_model);

        Assert.That(await CheckAsync(index), Is.EqualTo(HealthStatus.Unhealthy));
    }

    [Test]
    public async Task Is_unhealthy_when_the_vectors_come_from_another_model()
    {
        using (var before = Open(new StubEmbeddingModel("test/old", 8)))
        {
            await before.UpsertAsync(Vectors.Chunks(DocumentId.New(), 1, 8), CancellationToken.None);
        }

        using var index = Open(_model);

        Assert.That(await CheckAsync(index), Is.EqualTo(HealthStatus.Unhealthy));
    }

    private EmbeddedVectorIndex Open(IEmbeddingModel model) =>
        new(Options.Create(new StorageOptions { VectorStorePath = _folder.Path }), model, NullLogger<EmbeddedVectorIndex>.Instance);

    private async Task<HealthStatus> CheckAsync(IVectorIndex index) =>
        (await new VectorStoreHealthCheck(index, _model).CheckHealthAsync(new HealthCheckContext())).Status;
}
