using Microsoft.Extensions.DependencyInjection;

namespace Rag.Application.Retrieval;

public static class RetrievalServices
{
    /// <summary>What <see cref="RetrievePassages"/> is made of, beside the ports.</summary>
    public static IServiceCollection AddRetrieval(this IServiceCollection services) => services
        .AddScoped<CandidateSearch>()
        .AddSingleton<IndexGate>()
        .AddSingleton<ModelInForce>();
}
