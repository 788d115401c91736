using Microsoft.Extensions.Options;
using Rag.Domain.Users;

namespace Rag.Application.Auth;

/// <summary>How long sessions live, by the clock: each begins, and is prolonged at each refresh, for the whole lifetime.</summary>
internal sealed class SessionClock(IOptions<AuthOptions> options, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public Session Begin(User user)
    {
        var now = Now;
        return Session.Begin(user, now, now + options.Value.RefreshTokenLifetime);
    }

    public Session Rotate(Session session)
    {
        var now = Now;
        return session.Rotate(now, now + options.Value.RefreshTokenLifetime);
    }
}
