using System.Runtime.CompilerServices;
using FluentValidation;
using MediatR;
using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>All that was said, conversation by conversation, for a file.</summary>
/// <param name="Format">xlsx, csv or json.</param>
/// <param name="From">The first day or instant; see <see cref="DateBound"/>.</param>
/// <param name="To">The last one.</param>
public sealed record ExportConversations(string Format, string? From, string? To) : IRequest<Result<ConversationExport>>;

public enum ExportFormat
{
    Xlsx,
    Csv,
    Json,
}

/// <param name="Messages">By conversation and time, read while they are being written; never all in memory.</param>
public sealed record ConversationExport(ExportFormat Format, DateTimeOffset At, IAsyncEnumerable<ExportedMessage> Messages);

public sealed record ExportedMessage(ConversationId ConversationId, DateTimeOffset Timestamp, MessageRole Role, string Content);

internal sealed class ExportConversationsValidator : AbstractValidator<ExportConversations>
{
    public ExportConversationsValidator()
    {
        RuleFor(export => export.Format).Must(format => format is "xlsx" or "csv" or "json")
            .WithErrorCode("enum").WithMessage("Must be xlsx, csv or json.");
        this.RuleForSpan(export => export.From, export => export.To);
    }
}

internal sealed class ExportConversationsHandler(IConversationRepository conversations, TimeProvider time)
    : IRequestHandler<ExportConversations, Result<ConversationExport>>
{
    public async Task<Result<ConversationExport>> Handle(ExportConversations request, CancellationToken cancellationToken)
    {
        var messages = await BeginAsync(
            conversations.ReadAllAsync(DateBound.From(request.From), DateBound.Until(request.To), cancellationToken), cancellationToken);
        var format = Enum.Parse<ExportFormat>(request.Format, ignoreCase: true);
        return new ConversationExport(format, time.GetUtcNow(), messages);
    }

    // The first message is read before anything is answered: a store that does not answer is a problem, and not half a file.
    private static async Task<IAsyncEnumerable<ExportedMessage>> BeginAsync(
        IAsyncEnumerable<ExportedMessage> messages, CancellationToken cancellationToken)
    {
        var reading = messages.GetAsyncEnumerator(cancellationToken);
        try
        {
            return ContinueAsync(reading, hasFirst: await reading.MoveNextAsync(), cancellationToken);
        }
        catch
        {
            await reading.DisposeAsync();
            throw;
        }
    }

    private static async IAsyncEnumerable<ExportedMessage> ContinueAsync(
        IAsyncEnumerator<ExportedMessage> reading, bool hasFirst, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (reading)
        {
            for (var has = hasFirst; has; has = await reading.MoveNextAsync())
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return reading.Current;
            }
        }
    }
}
