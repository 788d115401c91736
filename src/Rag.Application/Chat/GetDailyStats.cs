using FluentValidation;
using MediatR;
using Rag.Application.Documents;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>The figures of <see cref="GetChatStats"/> by day, up to today (UTC).</summary>
/// <param name="Days">1 to 366.</param>
public sealed record GetDailyStats(int Days) : IRequest<Result<IReadOnlyList<DailyStats>>>;

/// <param name="Documents">Those of today's documents that had been uploaded by the end of that day.</param>
public sealed record DailyStats(DateOnly Day, ConversationTotals Conversations, int Documents);

internal sealed class GetDailyStatsValidator : AbstractValidator<GetDailyStats>
{
    public GetDailyStatsValidator() => RuleFor(get => get.Days).InclusiveBetween(1, 366);
}

internal sealed class GetDailyStatsHandler(IConversationFigures figures, IDocumentRepository documents, TimeProvider time)
    : IRequestHandler<GetDailyStats, Result<IReadOnlyList<DailyStats>>>
{
    private static readonly ConversationTotals Nothing = new(0, 0, 0, 0, 0, 0, null, 0);

    public async Task<Result<IReadOnlyList<DailyStats>>> Handle(GetDailyStats request, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var first = today.AddDays(1 - request.Days);
        var counted = await figures.CountDailyAsync(StartOf(first), StartOf(today.AddDays(1)), cancellationToken);
        var totals = counted.ToDictionary(day => day.Day, day => day.Totals);
        var uploads = (await documents.ListAsync(cancellationToken)).Select(FirstUpload).Order().ToList();
        var rows = Enumerable.Range(0, request.Days).Select(first.AddDays).Select(day => new DailyStats(
            day, totals.GetValueOrDefault(day, Nothing), uploads.Count(upload => upload < StartOf(day.AddDays(1)))));
        return Result<IReadOnlyList<DailyStats>>.Success([.. rows]);
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static DateTimeOffset FirstUpload(Document document) => document.Visible?.UploadedAt ?? document.Current.UploadedAt;
}
