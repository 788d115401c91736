using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Docs;
using Rag.Api.Errors;
using Rag.Api.Pdfs;
using Rag.Api.Security;
using Rag.Application.Documents;
using Rag.Application.RagAdmin;

namespace Rag.Api.RagAdmin;

/// <summary>The corpus as a whole.</summary>
[ApiController]
[Route("api/v1/rag")]
[Authorize(Policy = Access.Admin)]
[Tags("RAG")]
public sealed class RagAdminController(IMediator mediator) : ControllerBase
{
    /// <summary>What answers stand on at the moment: documents, chunks and the vector store.</summary>
    [HttpGet("rag-status")]
    [ProducesResponseType<RagStatusResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Status(CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new DescribeCorpus(), cancellationToken);
        return result.ToActionResult(corpus => Ok(ToResponse(corpus)));
    }

    /// <summary>Reads and indexes a document's file anew; the present version answers until the new one is ready.</summary>
    /// <response code="202">Queued as a new version, or waiting already.</response>
    [HttpPost("reindex-pdf")]
    [ProducesResponseType<DocumentResponse>(StatusCodes.Status202Accepted)]
    [Problems(404, 409, 503)]
    public async Task<IActionResult> Reindex(ReindexRequest request, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new ReindexDocument(request.Filename, request.ForceUpdate), cancellationToken);
        return result.ToActionResult(document => Accepted(document.ToResponse(Wording.For(Request))));
    }

    /// <summary>Embeds all stored chunks anew into a second index, which takes the first one's place when it is whole; no PDF is read again.</summary>
    /// <remarks>For another EMBEDDING_MODEL than the index's, or after a loss of the vectors. Questions go on with the old index meanwhile.</remarks>
    /// <response code="202">Begun; its progress is in rag-status.</response>
    [HttpPost("rebuild")]
    [ProducesResponseType<RebuildResponse>(StatusCodes.Status202Accepted)]
    [Problems(409)]
    public async Task<IActionResult> Rebuild(CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new RebuildIndex(), cancellationToken);
        return result.ToActionResult(state => Accepted(RebuildResponse.Of(state)));
    }

    /// <summary>Removes every document: files, chunks, vectors and full text.</summary>
    [HttpPost("clear-rag")]
    [ProducesResponseType<ClearedResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Clear(CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new ClearCorpus(), cancellationToken);
        return result.ToActionResult(cleared => Ok(ClearedResponse.Of(cleared, Wording.For(Request))));
    }

    /// <summary>What a question finds: every candidate, what became of it and why, and what the model would be given.</summary>
    [HttpPost("retrieve-debug")]
    [ProducesResponseType<RetrieveDebugResponse>(StatusCodes.Status200OK)]
    [Problems(503)]
    public async Task<IActionResult> RetrieveDebug(RetrieveDebugRequest request, CancellationToken cancellationToken)
    {
        var filter = request.FilterCriteria is { } criteria ? new DocumentFilter(criteria.Filename, criteria.DocumentId) : null;
        var result = await mediator.Send(new InspectRetrieval(request.Query, request.K, filter, request.IncludeContext), cancellationToken);
        return result.ToActionResult(inspection => Ok(RetrieveDebugResponse.Of(inspection)));
    }

    private RagStatusResponse ToResponse(CorpusDescription corpus)
    {
        var vectors = corpus.Vectors;
        return new RagStatusResponse(
            [.. corpus.Documents.Select(document => document.ToResponse(Wording.For(Request)))],
            new VectorStoreResponse(
                vectors.Provider, vectors.Location, vectors.Exists, vectors.Collection, vectors.Count, vectors.Dimension, vectors.Model, vectors.SizeBytes),
            corpus.Documents.Count,
            corpus.Chunks,
            corpus.Version,
            corpus.Rebuild is { } rebuild ? RebuildResponse.Of(rebuild) : null);
    }
}
