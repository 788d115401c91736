using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Rag.Api.Errors;
using Rag.Api.Security;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Rag.Api.Docs;

/// <summary>Writes into each operation whether it needs a token and which problems it can answer, from what the pipeline itself reads.</summary>
internal sealed class AccessAndProblems : IOperationFilter
{
    public const string Scheme = "bearer";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var isPublic = metadata.OfType<IAllowAnonymous>().Any();
        if (!isPublic)
        {
            operation.Security = [Requirement(Scheme, context)];
        }

        if (metadata.OfType<IAuthorizeData>().Any(rule => rule.Policy == Access.AdminOrLink))
        {
            operation.Security!.Add(Requirement(DocumentLinkScheme.Name, context));
        }

        // AllowAnonymous on an action outweighs what its controller asks for.
        var isForAdmins = !isPublic && metadata.OfType<IAuthorizeData>().Any(rule => rule.Policy is Access.Admin or Access.AdminOrLink);
        var statuses = metadata.OfType<ProblemsAttribute>().SelectMany(problems => problems.Statuses).ToHashSet();
        statuses.UnionWith(ImpliedBy(hasBody: operation.RequestBody is not null, hasInput: context.ApiDescription.ParameterDescriptions.Count > 0, isPublic, isForAdmins));
        if (!metadata.OfType<DisableRateLimitingAttribute>().Any())
        {
            statuses.Add(StatusCodes.Status429TooManyRequests);
        }

        foreach (var status in statuses.Order())
        {
            Add(operation, status, context);
        }
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OperationFilterContext context) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] };

    private static IEnumerable<int> ImpliedBy(bool hasBody, bool hasInput, bool isPublic, bool isForAdmins)
    {
        if (hasBody)
        {
            yield return StatusCodes.Status400BadRequest;
            yield return StatusCodes.Status413PayloadTooLarge;
            yield return StatusCodes.Status415UnsupportedMediaType;
        }

        if (hasInput)
        {
            yield return StatusCodes.Status422UnprocessableEntity;
        }

        if (!isPublic)
        {
            yield return StatusCodes.Status401Unauthorized;
        }

        if (isForAdmins)
        {
            yield return StatusCodes.Status403Forbidden;
        }

        yield return StatusCodes.Status500InternalServerError;
    }

    private static void Add(OpenApiOperation operation, int status, OperationFilterContext context)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
        {
            Description = ReasonPhrases.GetReasonPhrase(status),
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [ProblemWriter.ContentType] = new OpenApiMediaType
                {
                    Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemResponse), context.SchemaRepository),
                    Example = Example(status),
                },
            },
        });
    }

    private static JsonNode? Example(int status)
    {
        var problem = Problem.Of(status);
        var isInvalid = status == StatusCodes.Status422UnprocessableEntity;
        var code = isInvalid ? "validation_error" : problem.Code;
        return JsonSerializer.SerializeToNode(
            new ProblemResponse(
                $"urn:rag:problem:{code}",
                ReasonPhrases.GetReasonPhrase(status),
                status,
                isInvalid ? "email: Field required." : problem.Detail,
                code,
                "0198c2f1-7d3e-7a10-8a52-3f6f0c5f8f11")
            {
                Errors = isInvalid ? [new ProblemField(["body", "email"], "Field required.", "missing")] : null,
            },
            ApiJson.Options);
    }
}
