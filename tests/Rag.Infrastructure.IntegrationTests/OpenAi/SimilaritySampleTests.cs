using Rag.Application.Retrieval;
using Rag.Infrastructure.IntegrationTests.Onnx;
using Rag.Infrastructure.OpenAi;

namespace Rag.Infrastructure.IntegrationTests.OpenAi;

/// <summary>The sample on models whose scale is known from thousands of questions: it has to find nearly the same.</summary>
internal sealed class SimilaritySampleTests
{
    // MiniLM knows English alone: Spanish sentences are all alike to it, which raises its zero on the half of the sample that is Spanish.
    [TestCase(ModelFolders.E5, 0.2)]
    [TestCase(ModelFolders.MiniLm, 0.3)]
    public async Task Finds_about_the_scale_that_the_manifest_gives(string folder, double tolerance)
    {
        var model = await ModelFolders.LoadAsync(folder);
        var vectors = await model.GenerateAsync(SimilaritySample.Texts, RoleEmbeddingOptions.Query);

        var scale = SimilaritySample.Measure([.. vectors.Select(vector => vector.Vector.ToArray())]);

        var width = model.Similarity.One - model.Similarity.Zero;
        Assert.That((scale.Zero - model.Similarity.Zero) / width, Is.EqualTo(0).Within(tolerance));
        Assert.That((scale.One - model.Similarity.One) / width, Is.EqualTo(0).Within(tolerance));
    }

    [Test]
    public void A_model_that_tells_nothing_apart_is_taken_by_its_cosines()
    {
        var scale = SimilaritySample.Measure([.. SimilaritySample.Texts.Select(_ => new float[] { 1, 0 })]);

        Assert.That(scale, Is.EqualTo(new SimilarityScale(0, 1)));
    }
}
