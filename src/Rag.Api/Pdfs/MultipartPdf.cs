using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Api.Pdfs;

/// <summary>The <c>file</c> part of a multipart request, while it arrives: nothing is buffered ahead of the use case.</summary>
/// <param name="Content">Valid until the request ends.</param>
internal sealed record MultipartPdf(string FileName, Stream Content)
{
    /// <summary>Parts ahead of the file are fields; nobody needs more than this of them.</summary>
    private const int LongestField = 1024 * 1024;

    public static async Task<Result<MultipartPdf>> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 200 } boundary)
        {
            return DocumentErrors.FileMissing();
        }

        var reader = new MultipartReader(boundary.Value!, request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.GetContentDispositionHeader() is { } header && HeaderUtilities.RemoveQuotes(header.Name) == "file" && NameOf(header) is { } name)
                {
                    return new MultipartPdf(name, section.Body);
                }

                if (!await SkipAsync(section.Body, cancellationToken))
                {
                    return DocumentErrors.FileMissing();
                }
            }

            return DocumentErrors.FileMissing();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException && !cancellationToken.IsCancellationRequested)
        {
            return DocumentErrors.UploadCut();
        }
    }

    private static string? NameOf(ContentDispositionHeaderValue header)
    {
        var name = header.FileNameStar.HasValue ? header.FileNameStar : header.FileName;
        return name.HasValue ? HeaderUtilities.RemoveQuotes(name).Value : null;
    }

    private static async Task<bool> SkipAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        for (var total = 0; total <= LongestField;)
        {
            var count = await body.ReadAsync(buffer, cancellationToken);
            if (count == 0)
            {
                return true;
            }

            total += count;
        }

        return false;
    }
}
