using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Rag.Api.Pdfs;

/// <summary>
/// The action reads the request's body itself: MVC must not read it as a form first, and the server's own limit must not come
/// before <c>MAX_FILE_SIZE_MB</c>, which is decided while streaming.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PdfUploadAttribute : Attribute, IResourceFilter, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => null;

    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        context.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
