namespace Rag.Infrastructure.IntegrationTests.Onnx;

[SetUpFixture]
public sealed class ModelFoldersTearDown
{
    [OneTimeTearDown]
    public Task Unload() => ModelFolders.DisposeAsync();
}
