using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Rag.Application.Pipeline;
using Rag.Domain.Results;

namespace Rag.Api.Errors;

/// <summary>The one place that writes problems, whoever found them: a use case, model binding, authorization, routing, an exception.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (problem.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        response.Headers.ContentLanguage = Wording.For(context.Request).Language;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);

        // A refusal is about this moment; no cache between may answer with it later.
        response.Headers[HeaderNames.CacheControl] = "no-store";
        return response.WriteAsJsonAsync(Shape(context, problem), ApiJson.Options, ContentType, context.RequestAborted);
    }

    private static ProblemResponse Shape(HttpContext context, Problem problem)
    {
        var wording = Wording.For(context.Request);
        ProblemField[] fields =
        [
            .. problem.Fields.Select(field => new ProblemField(LocationIn(context, field), wording.Put(field.Message, field.Arguments), field.Type)),
        ];
        return new ProblemResponse(
            $"urn:rag:problem:{problem.Code}",
            ReasonPhrases.GetReasonPhrase(problem.Status),
            problem.Status,
            problem.Code == ValidationErrors.Code
                ? string.Join(' ', fields.Select(field => $"{field.Loc[^1]}: {field.Msg}"))
                : wording.Put(problem.Detail, problem.Arguments),
            problem.Code,
            context.TraceIdentifier)
        {
            Errors = problem.Status == StatusCodes.Status422UnprocessableEntity ? fields : null,
        };
    }

    // A use case says "body" for all that it was given: where HTTP carried a value is known only here.
    private static IReadOnlyList<string> LocationIn(HttpContext context, FieldError field)
    {
        if (field.Location.Count < 2 || field.Location[0] != "body")
        {
            return field.Location;
        }

        if (context.Request.RouteValues.ContainsKey(field.Location[1]))
        {
            return ["path", .. field.Location.Skip(1)];
        }

        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsDelete(context.Request.Method)
            ? ["query", .. field.Location.Skip(1)]
            : field.Location;
    }
}
