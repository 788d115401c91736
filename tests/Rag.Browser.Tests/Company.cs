using Rag.Api.FunctionalTests;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Browser.Tests;

/// <summary>The real application with the real embedding model and a scripted language model, as a company has it.</summary>
internal sealed class Company : IAsyncDisposable
{
    private Company(ScriptedModelServer model, RagApplication application) => (Model, Application) = (model, application);

    public ScriptedModelServer Model { get; }

    public RagApplication Application { get; }

    public static async Task<Company> OpenAsync(Action<RagApplication>? configure = null, string? document = "manual.pdf")
    {
        var model = await ScriptedModelServer.StartAsync();
        var application = new RagApplication().WithRealModel()
            .With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", model.BaseUrl.ToString());
        configure?.Invoke(application);
        var company = new Company(model, application);
        if (document is not null)
        {
            await company.UploadAsync(document, SamplePdf.Manual());
        }

        return company;
    }

    public async Task UploadAsync(string name, byte[] content)
    {
        using var admin = await Application.SignedInAsync();
        using var response = await admin.UploadAsync(name, content);
        response.EnsureSuccessStatusCode();
        await Application.SettledAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        await Model.DisposeAsync();
    }
}
