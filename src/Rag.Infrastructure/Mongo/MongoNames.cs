namespace Rag.Infrastructure.Mongo;

/// <summary>The collections. users, messages and bot_config are the old backend's.</summary>
internal static class MongoNames
{
    public const string Users = "users";
    public const string Sessions = "sessions";
    public const string Messages = "messages";
    public const string BotConfig = "bot_config";
    public const string BotState = "bot_state";
    public const string Documents = "documents";
    public const string Pages = "pages";
    public const string Chunks = "chunks";
    public const string RemovedVersions = "removed_versions";
    public const string Counters = "counters";
    public const string Locks = "locks";
    public const string TokenLedger = "token_ledger";
    public const string Leases = "leases";

    public const string Vectors = "vectors";
    public const string RemovedVectors = "removed_vectors";

    /// <summary>The change feeds, by the _id of their numbers among the counters.</summary>
    public const string PassageFeed = "passages";
    public const string VectorFeed = "vectors";

    /// <summary>The GridFS bucket of the PDFs: the collections pdfs.files and pdfs.chunks.</summary>
    public const string PdfBucket = "pdfs";

    /// <summary>The _id of what there is one of.</summary>
    public const string Default = "default";
}
