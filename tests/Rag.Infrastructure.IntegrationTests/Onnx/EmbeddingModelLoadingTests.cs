using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Rag.Application;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Onnx;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Onnx;

/// <summary>AddOnnx in a host, as the application has it.</summary>
internal sealed class EmbeddingModelLoadingTests
{
    [Test]
    public async Task The_start_does_not_wait_for_the_model()
    {
        using var host = Host(ModelFolders.Path(ModelFolders.MiniLm));
        var loading = host.Services.GetServices<IHostedService>().OfType<EmbeddingModelLoading>().Single();
        var model = host.Services.GetRequiredService<IEmbeddingModel>();

        var starting = loading.StartAsync(CancellationToken.None);

        Assert.That(starting.IsCompletedSuccessfully, Is.True);
        await model.WhenLoadedAsync(CancellationToken.None);
        await loading.StopAsync(CancellationToken.None);
    }

    [Test]
    public async Task The_started_host_embeds()
    {
        using var host = Host(ModelFolders.Path(ModelFolders.MiniLm));
        await host.StartAsync();
        var model = host.Services.GetRequiredService<IEmbeddingModel>();
        var generator = host.Services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

        Assert.That((await generator.GenerateAsync(["hours"], RoleEmbeddingOptions.Query))[0].Vector.Length, Is.EqualTo(model.Dimension));
        await host.StopAsync();
    }

    [Test]
    public void A_model_that_is_not_there_ends_the_start()
    {
        using var host = Host("acme/none");

        Assert.That(() => host.StartAsync(), Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("acme/none"));
    }

    [Test]
    public async Task A_damaged_model_stops_the_host_and_leaves_its_sentence_for_the_exit()
    {
        using var folder = new TemporaryFolder();
        var path = ModelFolders.Copy(ModelFolders.MiniLm, folder, _ => { });
        await File.AppendAllTextAsync(folder.File("vocab.txt"), "more\n");
        using var host = Host(path);
        var loading = host.Services.GetServices<IHostedService>().OfType<EmbeddingModelLoading>().Single();

        // RunAsync disposes of the host with its services.
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();

        var run = host.RunAsync();

        Assert.That(async () => await loading.ExecuteTask!, Throws.InstanceOf<StartupException>().With.Message.Contains(folder.File("vocab.txt")));
        await Task.WhenAny(run);
        Assert.That(lifetime.ApplicationStopped.IsCancellationRequested, Is.True);
    }

    private static IHost Host(string model)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new($"{EmbeddingOptions.Section}:Model", model)]);
        builder.Services.AddOnnx();
        return builder.Build();
    }
}
