using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Rag.Domain.Results;

namespace Rag.Application.Pipeline;

/// <summary>Runs a request's validators before its handler; all faults come back together.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IFailable<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var fields = new List<FieldError>();
        foreach (var validator in validators)
        {
            var outcome = await validator.ValidateAsync(request, cancellationToken);
            fields.AddRange(outcome.Errors.Select(Field));
        }

        return fields.Count == 0 ? await next() : TResponse.Failure(ValidationErrors.Invalid(fields));
    }

    private static FieldError Field(ValidationFailure failure)
    {
        var (template, arguments) = FieldMessages.Of(failure);
        return new FieldError(
            ["body", .. failure.PropertyName.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Select(SnakeCase)],
            template,
            SnakeCase(failure.ErrorCode.EndsWith("Validator", StringComparison.Ordinal) ? failure.ErrorCode[..^9] : failure.ErrorCode))
        {
            Arguments = arguments,
        };
    }

    private static string SnakeCase(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
