using System.Globalization;
using StackExchange.Redis;

namespace Rag.Infrastructure.Redis;

/// <summary>Reads REDIS_URL: <c>redis[s]://[user][:password]@host[:port][/database]</c> with escapes, or what the driver takes itself.</summary>
internal static class RedisAddress
{
    private const int DefaultPort = 6379;

    public static ConfigurationOptions Parse(string value)
    {
        var options = value.Contains("://", StringComparison.Ordinal) ? OfUri(new Uri(value)) : ConfigurationOptions.Parse(value);

        // A server that is away at the start is no reason not to start: the driver goes on trying.
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 2_000;

        // The driver gives a connection up that has been silent for four of these: a server gone without a word is called anew within 5 s.
        options.AsyncTimeout = 750;
        options.SyncTimeout = 750;
        options.ReconnectRetryPolicy = new LinearRetry(1_000);
        options.HeartbeatInterval = TimeSpan.FromSeconds(1);
        options.HeartbeatConsistencyChecks = true;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        return options;
    }

    private static ConfigurationOptions OfUri(Uri uri)
    {
        var options = new ConfigurationOptions
        {
            Ssl = uri.Scheme == "rediss",
            EndPoints = { { uri.DnsSafeHost, uri.Port > 0 ? uri.Port : DefaultPort } },
        };
        options.SslHost = options.Ssl ? uri.DnsSafeHost : null;
        if (uri.UserInfo.Split(':', 2) is [var user, .. var password] && uri.UserInfo.Length > 0)
        {
            options.User = user.Length > 0 && password.Length > 0 ? Uri.UnescapeDataString(user) : null;
            options.Password = Uri.UnescapeDataString(password.Length > 0 ? password[0] : user);
        }

        if (int.TryParse(uri.AbsolutePath.TrimStart('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var database))
        {
            options.DefaultDatabase = database;
        }

        return options;
    }
}
