using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Telemetry;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Retrieval;

/// <summary>Finds what an answer to a question may stand on, and says how far it is to be trusted.</summary>
/// <param name="K">Passages to keep; null: <see cref="RetrievalOptions.K"/>.</param>
/// <param name="OnlyIn">Restricts the search to one document.</param>
public sealed record RetrievePassages(string Question, int? K = null, DocumentId? OnlyIn = null) : IRequest<Result<RetrievedPassages>>;

internal sealed partial class RetrievePassagesHandler(
    IEmbeddingModel model,
    IEmbeddingGenerator<string, Embedding<float>> embedder,
    CandidateSearch search,
    IndexGate gate,
    RagMetrics metrics,
    IOptions<RetrievalOptions> options,
    ILogger<RetrievePassagesHandler> logger) : IRequestHandler<RetrievePassages, Result<RetrievedPassages>>
{
    public async Task<Result<RetrievedPassages>> Handle(RetrievePassages request, CancellationToken cancellationToken)
    {
        if (model.Refusal() is { } refusal)
        {
            return refusal;
        }

        using var span = RagActivities.Start("retrieve");
        using var inside = await gate.Questions.EnterAsync(cancellationToken);
        var timings = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        var k = request.K ?? options.Value.K;
        var started = Stopwatch.GetTimestamp();

        var embedding = new Lazy<Task<ReadOnlyMemory<float>>>(EmbedAsync);
        var found = await SearchAsync();
        timings["search"] = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();

        var reading = QuestionReading.Of(request.Question, model);
        var candidates = CandidateRanking.Rank(found, model.Similarity, reading, k, options.Value);
        var evidence = AnswerEvidence.Of(reading, candidates);
        timings["rank"] = Stopwatch.GetElapsedTime(started);

        var limit = AnswerEvidence.LimitOf(options.Value);
        var retrieved = new RetrievedPassages(candidates, await embedding.Value, evidence, timings)
        {
            EvidenceLimit = limit,
            IsAnswerable = evidence >= limit
                && candidates.Any(candidate => candidate.Fate == CandidateFate.Kept),
        };
        foreach (var (stage, took) in timings)
        {
            metrics.RetrievalStageTook(stage, took);
        }

        span?.SetTag("rag.candidates", candidates.Count).SetTag("rag.kept", retrieved.Kept.Count).SetTag("rag.answerable", retrieved.IsAnswerable);
        Retrieved(candidates.Count, retrieved.Kept.Count, evidence, retrieved.IsAnswerable);
        return retrieved;

        async Task<IReadOnlyList<Candidate>> SearchAsync()
        {
            using var searching = RagActivities.Start("search");
            return await search.FindAsync(
                new CandidateQuery(request.Question, embedding, k * options.Value.KMultiplier, request.OnlyIn), cancellationToken);
        }

        async Task<ReadOnlyMemory<float>> EmbedAsync()
        {
            using var embeddingIt = RagActivities.Start("embed");
            var vector = await embedder.GenerateVectorAsync(QuestionCase.Unlock(request.Question), RoleEmbeddingOptions.Query, cancellationToken);
            timings["embed"] = Stopwatch.GetElapsedTime(started);
            metrics.EmbeddingTook(EmbeddedText.Question, timings["embed"]);
            return vector;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug,
        Message = "Retrieved {Candidates} candidates, kept {Kept}; evidence {Evidence:F3}, answerable: {IsAnswerable}")]
    private partial void Retrieved(int candidates, int kept, double evidence, bool isAnswerable);
}
