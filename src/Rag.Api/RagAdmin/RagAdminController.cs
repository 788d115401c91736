using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Rag.Api.Errors;
using Rag.Api.Pdfs;
using Rag.Api.Security;
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

    private static RagStatusResponse ToResponse(CorpusDescription corpus)
    {
        var vectors = corpus.Vectors;
        return new RagStatusResponse(
            [.. corpus.Documents.Select(document => document.ToResponse())],
            new VectorStoreResponse(
                vectors.Provider, vectors.Location, vectors.Exists, vectors.Collection, vectors.Count, vectors.Dimension, vectors.Model, vectors.SizeBytes),
            corpus.Documents.Count,
            corpus.Chunks,
            corpus.Version);
    }
}
