using MediatR;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Documents;

/// <summary>What happens to the documents from now on, or since a number that was given earlier.</summary>
/// <param name="After">Null, or one that nobody gave, begins with a snapshot.</param>
public sealed record FollowDocuments(long? After) : IRequest<Result<WatchedDocuments>>
{
    /// <summary>How many may watch at once: more than an installation has admins, each with several tabs open.</summary>
    public const int MostWatchers = 64;
}

/// <summary>A place among the watchers; it is free again when this is disposed.</summary>
public sealed class WatchedDocuments(IAsyncEnumerable<DocumentEvent> events, Action leave) : IDisposable
{
    public IAsyncEnumerable<DocumentEvent> Events => events;

    public void Dispose() => leave();
}

internal sealed class FollowDocumentsHandler(DocumentFeed feed, DocumentWatchers watchers) : IRequestHandler<FollowDocuments, Result<WatchedDocuments>>
{
    public Task<Result<WatchedDocuments>> Handle(FollowDocuments request, CancellationToken cancellationToken) => Task.FromResult<Result<WatchedDocuments>>(
        watchers.TryEnter()
            ? new WatchedDocuments(feed.FollowAsync(request.After, CancellationToken.None), watchers.Leave)
            : DocumentErrors.TooManyWatchers());
}

/// <summary>Counts who watches, so that open consoles cannot take all connections and memory.</summary>
internal sealed class DocumentWatchers
{
    private int _count;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= FollowDocuments.MostWatchers)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
