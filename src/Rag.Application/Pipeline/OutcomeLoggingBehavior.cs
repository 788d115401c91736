using MediatR;
using Microsoft.Extensions.Logging;
using Rag.Domain.Results;

namespace Rag.Application.Pipeline;

/// <summary>One line for every refusal, by code: what was asked stays out of the log.</summary>
internal sealed partial class OutcomeLoggingBehavior<TRequest, TResponse>(ILogger<OutcomeLoggingBehavior<TRequest, TResponse>> logger)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IFailable<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var response = await next();
        if (response.Error is { } error)
        {
            Refused(typeof(TRequest).Name, error.Code);
        }

        return response;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{UseCase} refused: {Code}")]
    private partial void Refused(string useCase, string code);
}
