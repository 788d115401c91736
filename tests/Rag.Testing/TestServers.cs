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
}
