namespace Rag.Testing;

/// <summary>The real servers that <c>./test.sh</c> starts, or that somebody else names by these variables.</summary>
public static class TestServers
{
    public const string ChromaVariable = "TEST_CHROMA_URL";
    public const string RedisVariable = "TEST_REDIS_URL";

    /// <summary>Null where there is none; a test that gets null ignores itself and says so.</summary>
    public static Uri? Chroma => Environment.GetEnvironmentVariable(ChromaVariable) is { Length: > 0 } url ? new Uri(url) : null;

    /// <summary>As REDIS_URL takes it, with its password.</summary>
    public static string? Redis => Environment.GetEnvironmentVariable(RedisVariable) is { Length: > 0 } url ? url : null;

    /// <summary>
    /// Why a test that needs a server is skipped. Where CI is true it is not: a server that did not start must not look like tests that passed.
    /// </summary>
    public static string Excuse(string why) => Environment.GetEnvironmentVariable("CI") is "true"
        ? throw new InvalidOperationException($"{why} With CI=true a test without its server fails.")
        : why;

    public static string ExcuseWithout(string variable) => Excuse($"{variable} is not set: ./test.sh starts a server.");

    /// <summary>A wire before the server, and how REDIS_URL names it. Its answers are short: a fault begins early in them.</summary>
    public static BrokenWire WireToRedis(string url, out string through)
    {
        var server = new Uri(url);
        var wire = BrokenWire.To(server.Host, server.Port > 0 ? server.Port : 6379, intact: 3);
        through = $"{server.Scheme}://{server.UserInfo}@127.0.0.1:{wire.Port}{server.AbsolutePath}";
        return wire;
    }
}
