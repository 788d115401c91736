using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Rag.Api.Docs;

/// <summary>A header that an action reads itself, for the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RequestHeaderAttribute(string name, string description) : Attribute
{
    public string Name => name;

    public string Description => description;
}

/// <summary>A header of an action's successful answers, for the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ResponseHeaderAttribute(string name, string description) : Attribute
{
    public string Name => name;

    public string Description => description;
}

/// <summary>Writes the headers that matter into each operation.</summary>
internal sealed class DocumentedHeaders : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        foreach (var header in metadata.OfType<RequestHeaderAttribute>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Description = header.Description,
                Schema = Text(),
            });
        }

        foreach (var header in metadata.OfType<ResponseHeaderAttribute>())
        {
            Add(operation, status => status.StartsWith('2'), header.Name, header.Description);
        }

        Add(operation, status => status is "429" or "503", "Retry-After", "Seconds after which to try again.");
        Add(operation, status => status is "401", "WWW-Authenticate", "Bearer.");
    }

    private static void Add(OpenApiOperation operation, Func<string, bool> isMeant, string name, string description)
    {
        foreach (var response in (operation.Responses ?? []).Where(response => isMeant(response.Key)).Select(response => response.Value).OfType<OpenApiResponse>())
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers[name] = new OpenApiHeader { Description = description, Schema = Text() };
        }
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
