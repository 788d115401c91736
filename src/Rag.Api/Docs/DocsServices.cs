using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Rag.Api.Configuration;
using Rag.Api.Security;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Rag.Api.Docs;

internal static class DocsServices
{
    public static IServiceCollection AddDocs(this IServiceCollection services)
    {
        services.AddSwaggerGen();
        services.AddOptions<SwaggerGenOptions>().Configure<IOptions<DocsOptions>>((swagger, docs) => Describe(swagger, docs.Value));
        return services;
    }

    /// <summary>The page, the document and /docs, which the old backend had; none of them when they are switched off.</summary>
    public static void UseDocs(this WebApplication application)
    {
        var docs = application.Services.GetRequiredService<IOptions<DocsOptions>>().Value;
        if (!docs.Enabled)
        {
            return;
        }

        application.UseSwagger();
        application.UseSwaggerUI(page =>
        {
            page.DocumentTitle = docs.Title;
            page.SwaggerEndpoint("v1/swagger.json", docs.Title);
            page.EnablePersistAuthorization();
            page.DisplayRequestDuration();
        });
        application.Map("/docs", branch => branch.Run(context =>
        {
            context.Response.Redirect("/swagger");
            return Task.CompletedTask;
        }));
    }

    private static void Describe(SwaggerGenOptions swagger, DocsOptions docs)
    {
        swagger.SwaggerDoc("v1", new OpenApiInfo { Title = docs.Title, Description = docs.Description, Version = docs.Version });
        swagger.AddSecurityDefinition(AccessAndProblems.Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The access_token of POST /api/v1/auth/login.",
        });
        swagger.AddSecurityDefinition(DocumentLinkScheme.Name, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Query,
            Name = DocumentLinkScheme.Parameter,
            Description = "The token in the url of POST /api/v1/pdfs/link/{filename}: good for 10 minutes and for that document alone.",
        });
        swagger.SchemaFilter<FieldsOfRecords>();
        swagger.OperationFilter<PdfUploadBody>();
        swagger.OperationFilter<AccessAndProblems>();
        // After the problems, which get headers too.
        swagger.OperationFilter<DocumentedHeaders>();
        swagger.SupportNonNullableReferenceTypes();
        swagger.NonNullableReferenceTypesAsRequired();
        foreach (var comments in Directory.EnumerateFiles(AppContext.BaseDirectory, "Rag.*.xml").Order(StringComparer.Ordinal))
        {
            swagger.IncludeXmlComments(comments, includeControllerXmlComments: true);
        }
    }
}
