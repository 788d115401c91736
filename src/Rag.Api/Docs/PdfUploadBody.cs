using Microsoft.OpenApi;
using Rag.Api.Pdfs;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Rag.Api.Docs;

/// <summary>The upload reads its body itself, so nothing but this tells the page to show a file chooser.</summary>
internal sealed class PdfUploadBody : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (!context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<PdfUploadAttribute>().Any())
        {
            return;
        }

        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                ["multipart/form-data"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { "file" },
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "A PDF." },
                        },
                    },
                },
            },
        };
    }
}
