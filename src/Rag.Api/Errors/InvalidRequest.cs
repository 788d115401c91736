using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Rag.Application.Pipeline;
using Rag.Domain.Results;

namespace Rag.Api.Errors;

/// <summary>What model binding found wrong, in the shape that validators use; JSON that is none is 400 instead.</summary>
internal static class InvalidRequest
{
    private static readonly Error MalformedJson = new(ErrorKind.Malformed, "malformed_json", "The body is not valid JSON in UTF-8.");

    public static ActionResult ToResult(ActionContext context)
    {
        var errors = context.ModelState
            .SelectMany(entry => entry.Value!.Errors.Select(error => (entry.Key, entry.Value.AttemptedValue, error.Exception)))
            .ToList();
        if (errors.Any(error => IsMalformed(error.Exception)))
        {
            return MalformedJson.ToActionResult();
        }

        // A body that could not be read leaves its parameter unset, which is reported as a second fault of the same thing.
        var hasReadFault = errors.Any(error => error.Exception is JsonException);
        var fields = errors
            .Where(error => !hasReadFault || error.Exception is JsonException)
            .Select(error => error.Exception is JsonException json
                ? OfJson(json)
                : OfValue(context.ActionDescriptor, error.Key, isMissing: error.AttemptedValue is null))
            .DistinctBy(field => string.Join('.', field.Location))
            .ToList();
        return ValidationErrors.Invalid(fields).ToActionResult();
    }

    // The reader's own exceptions are inside that of the serializer; a value of the wrong type has none of them inside.
    private static bool IsMalformed(Exception? exception) =>
        exception is JsonException && (exception.InnerException is JsonException || HasInvalidText(exception.InnerException));

    private static bool HasInvalidText(Exception? exception) =>
        exception is not null && (exception is DecoderFallbackException || HasInvalidText(exception.InnerException));

    private static FieldError OfJson(JsonException exception) => new(
        ["body", .. (exception.Path ?? "$").Split(['$', '.', '[', ']', '\''], StringSplitOptions.RemoveEmptyEntries)],
        "Not a value of the right type.",
        "wrong_type");

    private static FieldError OfValue(ActionDescriptor action, string key, bool isMissing)
    {
        var names = key.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        var parameter = Array.Find([.. action.Parameters], one => names.Length > 0 && NameOf(one).Equals(names[0], StringComparison.OrdinalIgnoreCase));
        var source = parameter?.BindingInfo?.BindingSource
            ?? (action.Parameters.Any(one => IsBody(one.BindingInfo?.BindingSource)) ? BindingSource.Body : BindingSource.Query);

        // An unread body is reported under its parameter's name, which is ours and not the client's.
        var path = IsBody(source) && parameter?.BindingInfo?.BindingSource == BindingSource.Body ? names[1..] : names;
        string[] location = [PlaceOf(source), .. path.Select(ApiJson.Naming.ConvertName)];
        return isMissing
            ? new FieldError(location, "Field required.", "missing")
            : new FieldError(location, "Not a valid value.", "invalid_value");
    }

    private static string NameOf(ParameterDescriptor parameter) => parameter.BindingInfo?.BinderModelName ?? parameter.Name;

    private static bool IsBody(BindingSource? source) =>
        source == BindingSource.Body || source == BindingSource.Form || source == BindingSource.FormFile;

    private static string PlaceOf(BindingSource source) =>
        source == BindingSource.Path ? "path"
        : source == BindingSource.Header ? "header"
        : IsBody(source) ? "body"
        : "query";
}
