using FluentValidation;
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
            fields.AddRange(outcome.Errors.Select(failure =>
                new FieldError(
                    ["body", .. failure.PropertyName.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Select(SnakeCase)],
                    failure.ErrorMessage,
                    SnakeCase(failure.ErrorCode.EndsWith("Validator", StringComparison.Ordinal) ? failure.ErrorCode[..^9] : failure.ErrorCode))));
        }

        return fields.Count == 0 ? await next() : TResponse.Failure(ValidationErrors.Invalid(fields));
    }

    private static string SnakeCase(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
