using System.Diagnostics;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Options;
using Rag.Application.Chat;
using Rag.Application.Documents;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.RagAdmin;

/// <summary>What a question finds and what becomes of each candidate, by the same way that answers take.</summary>
/// <param name="K">1..50; null: as answers do.</param>
/// <param name="FilterCriteria">Only in the document of this name and this id; one that fits none finds nothing.</param>
public sealed record InspectRetrieval(string? Query, int? K, DocumentFilter? FilterCriteria, bool IncludesContext)
    : IRequest<Result<RetrievalInspection>>;

public sealed record DocumentFilter(string? FileName, string? DocumentId);

/// <param name="Context">The passages as the model would get them; empty where none is kept, null where they were not asked for.</param>
public sealed record RetrievalInspection(
    string Query, int K, IReadOnlyList<Candidate> Candidates, string? Context, IReadOnlyDictionary<string, TimeSpan> Timings)
{
    /// <summary>0..1; 0 where nothing was looked for.</summary>
    public double Evidence { get; init; }

    /// <summary>The evidence below which no model is called, 0..1.</summary>
    public double EvidenceLimit { get; init; }
}

internal sealed class InspectRetrievalValidator : AbstractValidator<InspectRetrieval>
{
    public InspectRetrievalValidator()
    {
        RuleFor(inspect => inspect.Query).MustBeAQuestion();
        RuleFor(inspect => inspect.K).InclusiveBetween(1, 50);
        RuleFor(inspect => inspect.FilterCriteria!.DocumentId)
            .Must(id => id is null || Guid.TryParseExact(id, "D", out _))
            .When(inspect => inspect.FilterCriteria is not null)
            .WithErrorCode("uuid_parsing").WithMessage("Must be a UUID.");
    }
}

internal sealed class InspectRetrievalHandler(IMediator mediator, IDocumentRepository documents, IAnswerWriter writer, IOptions<RetrievalOptions> options)
    : IRequestHandler<InspectRetrieval, Result<RetrievalInspection>>
{
    public async Task<Result<RetrievalInspection>> Handle(InspectRetrieval request, CancellationToken cancellationToken)
    {
        var query = QuestionText.Clean(request.Query!);
        var k = request.K ?? options.Value.K;
        var (isFiltered, document) = await FindAsync(request.FilterCriteria, cancellationToken);
        if (isFiltered && document is null)
        {
            return new RetrievalInspection(query, k, [], request.IncludesContext ? "" : null, new Dictionary<string, TimeSpan>())
            {
                EvidenceLimit = AnswerEvidence.LimitOf(options.Value),
            };
        }

        var retrieval = await mediator.Send(new RetrievePassages(query, k, document?.Id), cancellationToken);
        if (!retrieval.IsSuccess)
        {
            return retrieval.Error;
        }

        var started = Stopwatch.GetTimestamp();
        var retrieved = AnswerPrompt.Fit(retrieval.Value, writer.CountTokens);
        var kept = retrieved.Kept;
        var context = !request.IncludesContext ? null : kept.Count == 0 ? "" : AnswerPrompt.PassagesOf(kept);
        var timings = new Dictionary<string, TimeSpan>(retrieval.Value.Timings) { ["context"] = Stopwatch.GetElapsedTime(started) };
        return new RetrievalInspection(query, k, retrieved.Candidates, context, timings)
        {
            Evidence = retrieval.Value.Evidence,
            EvidenceLimit = retrieval.Value.EvidenceLimit,
        };
    }

    private async Task<(bool IsFiltered, Document? Document)> FindAsync(DocumentFilter? filter, CancellationToken cancellationToken)
    {
        if (filter is null or { FileName: null, DocumentId: null })
        {
            return (false, null);
        }

        var id = filter.DocumentId is null ? (DocumentId?)null : new DocumentId(Guid.ParseExact(filter.DocumentId, "D"));
        if (filter.FileName is null)
        {
            return (true, await documents.FindAsync(id!.Value, cancellationToken));
        }

        var name = FileName.Parse(filter.FileName);
        var named = name.IsSuccess ? await documents.FindByNameAsync(name.Value, cancellationToken) : null;
        return (true, id is null || named?.Id == id ? named : null);
    }
}
