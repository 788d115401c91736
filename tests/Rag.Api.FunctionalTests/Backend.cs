using Rag.Testing;

namespace Rag.Api.FunctionalTests;

internal enum BackendKind
{
    /// <summary>MongoDB, vectors on this machine, no Redis: as most installations of the old backend.</summary>
    Mongo,

    /// <summary>MongoDB with the PDFs in it, Chroma and Redis.</summary>
    All,
}

/// <summary>The servers that an application of a test stands on, beside its own folder.</summary>
internal static class Backend
{
    /// <summary>TEST_BACKEND: mongo or full. Without it applications are embedded unless a test says otherwise.</summary>
    public static BackendKind? OfTestRun => Environment.GetEnvironmentVariable("TEST_BACKEND") switch
    {
        "mongo" => BackendKind.Mongo,
        "full" => BackendKind.All,
        null or "" => null,
        var other => throw new InvalidOperationException($"TEST_BACKEND is {other}; it is mongo, full, or not set."),
    };

    /// <param name="kind">Which servers.</param>
    /// <param name="folder">One folder, one database and one collection.</param>
    public static IEnumerable<(string Name, string Value)> Settings(BackendKind kind, string folder)
    {
        if (MongoTestServer.Uri is not { } mongo)
        {
            Assert.Ignore(TestServers.Excuse(MongoTestServer.WhyMissing));
            return [];
        }

        var name = MongoTestServer.DatabaseOf(folder);
        (string, string)[] ofMongo = [("MONGO_URI", mongo), ("MONGO_DATABASE_NAME", name), ("MONGO_TIMEOUT_MS", "30000")];
        return kind == BackendKind.Mongo ? ofMongo
        :
        [
            .. ofMongo, ("PDFS_STORAGE", "mongodb"), ("CHROMA_URL", Needed(TestServers.Chroma?.ToString(), TestServers.ChromaVariable)),
            ("CHROMA_COLLECTION", name), ("REDIS_URL", Needed(TestServers.Redis, TestServers.RedisVariable)),
        ];
    }

    private static string Needed(string? url, string variable)
    {
        if (url is null)
        {
            Assert.Ignore(TestServers.ExcuseWithout(variable));
        }

        return url!;
    }
}
