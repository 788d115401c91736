using MediatR;
using Microsoft.AspNetCore.Authentication;
using Rag.Application.Auth;

namespace Rag.Api.Security;

/// <summary>
/// Watches over a response that goes on after its request was let in: <see cref="Ended"/> is cancelled when the access token
/// expires, when the user is signed out, deactivated or no admin any more, and when the server stops.
/// </summary>
internal sealed class RightOfStream : IAsyncDisposable
{
    /// <summary>How long a right that was taken away can still be used on an open stream.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ended;
    private readonly CancellationTokenSource _left = new();
    private readonly Task _watching;

    private RightOfStream(HttpContext http, DateTimeOffset expires)
    {
        var services = http.RequestServices;
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _watching = WatchAsync(http, expires, services.GetRequiredService<TimeProvider>(), _left.Token);
    }

    public CancellationToken Ended => _ended.Token;

    public static async Task<RightOfStream> OfAsync(HttpContext http)
    {
        // Known already: the request has been authenticated, and the scheme keeps its result.
        var authenticated = await http.AuthenticateAsync();
        return new RightOfStream(http, authenticated.Properties?.ExpiresUtc ?? throw new InvalidOperationException("A token without expiry was let in."));
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _left.Dispose();
        _ended.Dispose();
    }

    private async Task WatchAsync(HttpContext http, DateTimeOffset expires, TimeProvider time, CancellationToken left)
    {
        try
        {
            do
            {
                var remaining = expires - time.GetUtcNow();
                await Task.Delay(remaining < Interval && remaining > TimeSpan.Zero ? remaining : Interval, time, left);
            }
            while (time.GetUtcNow() < expires && await IsAdminAsync(http, left));
        }
        finally
        {
            // Also when the database cannot be asked: who cannot be vouched for is shown nothing more.
            if (!left.IsCancellationRequested)
            {
                await _ended.CancelAsync();
            }
        }
    }

    private static async Task<bool> IsAdminAsync(HttpContext http, CancellationToken cancellationToken)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var user = await mediator.Send(new GetCurrentUser(http.User.UserId(), http.User.SessionId()), cancellationToken);
        return user is { IsSuccess: true, Value.IsAdmin: true };
    }
}
