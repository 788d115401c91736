using System.Globalization;
using static System.TimeSpan;

namespace Rag.Api.Configuration;

/// <summary>Every variable that this application reads. A new one is a new row; nothing else knows their names.</summary>
internal static class SettingsTable
{
    private static readonly TextSetting Text = new();
    private static readonly NumberSetting Share = new(0, 1);
    private static readonly PathSetting Folder = new();
    private static readonly SwitchSetting Switch = new();
    private static readonly UrlSetting Url = new();

    private static readonly TimeSetting Lifetime = new(FromSeconds(1), "seconds", 2_592_000);
    private static readonly WholeSetting Requests = new(1, 1_000_000);
    private static readonly ListSetting Origins = new(new OriginSetting(), "origins such as https://www.example.com");

    private static readonly ChoiceSetting Environments = new(
        ("development", "Development"), ("testing", "Testing"), ("staging", "Staging"), ("production", "Production"));

    private static readonly ChoiceSetting LogLevels = new(
        ("DEBUG", "Debug"), ("INFO", "Information"), ("WARNING", "Warning"), ("ERROR", "Error"), ("CRITICAL", "Fatal"));

    private static readonly ChoiceSetting ModelTypes = new(("OPENAI", "OpenAI"), ("AZURE", "Azure"), ("LOCAL", "Local"));

    public static readonly IReadOnlyList<Setting> Rows =
    [
        new("ENVIRONMENT", Environments, "Server:Environment", "development", "Where this runs; production is strict."),
        new("HOST", new AddressSetting(), "Server:Host", "0.0.0.0", "The address to listen on."),
        new("PORT", new WholeSetting(0, 65535), "Server:Port", "8000", "The port to listen on; 0 takes a free one."),
        new("LOG_LEVEL", LogLevels, "Server:LogLevel", null, "The least important lines that are logged: DEBUG with DEBUG=true, else INFO.")
        {
            DefaultFrom = value => value("DEBUG") is "true" ? "DEBUG" : "INFO",
        },
        new("DEBUG", Switch, null, "false", "Logs more, unless LOG_LEVEL says otherwise; refused in production."),
        new("ENABLE_DOCS", Switch, "Docs:Enabled", "true", "Swagger UI and the OpenAPI document."),
        new("APP_TITLE", Text, "Docs:Title", "RAG Chatbot API", "The title in the OpenAPI document."),
        new("APP_DESCRIPTION", Text, "Docs:Description", "Answers questions from your PDF documents and cites the pages.",
            "The description in the OpenAPI document."),
        new("APP_VERSION", Text, "Docs:Version", null, "The version in the OpenAPI document and in health; the build's own when unset."),

        new("JWT_SECRET", new SecretSetting(32), "Auth:JwtSecret", null, "Signs the tokens; random per start in development.") { IsSecret = true },
        new("JWT_SECRET_PREVIOUS", new ListSetting(new SecretSetting(32), "secrets of at least 32 bytes each"), "Auth:PreviousJwtSecrets", null,
            "Earlier secrets: they still verify, so that a change of JWT_SECRET signs nobody out.") { IsSecret = true },
        new("JWT_ALGORITHM", new ChoiceSetting(("HS256", "HS256")), null, "HS256", "How tokens are signed; there is one way."),
        new("JWT_ACCESS_TOKEN_EXPIRE_MINUTES", new TimeSetting(FromMinutes(1), "minutes", 1440), "Auth:AccessTokenLifetime", "30",
            "How long an access token is good."),
        new("JWT_REFRESH_TOKEN_EXPIRE_DAYS", new TimeSetting(FromDays(1), "days", 365), "Auth:RefreshTokenLifetime", "7",
            "How long a session lives without being used."),
        new("ADMIN_EMAIL", new EmailSetting(), "Auth:AdminEmail", null, "The first admin, made when there is none."),
        new("ADMIN_PASSWORD", Text, "Auth:AdminPassword", null, "The first admin's password.") { IsSecret = true },

        new("CORS_ORIGINS", Origins, "Cors:Origins", null, "Pages of other sites that may use every route; http://localhost:3000 in development.")
        {
            DefaultFrom = value => value("ENVIRONMENT") is "Development" ? "http://localhost:3000" : null,
        },
        new("CORS_ORIGINS_WIDGET", Origins, "Cors:WidgetOrigins", null, "Pages that may chat, without credentials."),
        new("CORS_ORIGINS_ADMIN", Origins, "Cors:AdminOrigins", null, "Pages that may use every route but those of the chat widget."),
        new("CLIENT_ORIGIN_URL", Origins, "Cors:ClientOrigins", null, "The front end's address; as CORS_ORIGINS."),
        new("CORS_MAX_AGE", new TimeSetting(FromSeconds(1), "seconds", 86_400, Least: 0), "Cors:MaxAge", "3600",
            "How long a browser remembers what it may do."),
        new("TRUSTED_PROXIES", new ListSetting(new ProxySetting(), "IP addresses, CIDR ranges and the word private"), "Proxies:Trusted", null,
            "Whose forwarded client, scheme and host are believed."),

        new("RATE_LIMIT_MAX_REQUESTS", Requests, "RateLimits:MaxRequests", "100", "Requests of one client in a window, health not counted.")
        {
            OtherName = "RATE_LIMIT",
        },
        new("RATE_LIMIT_WINDOW_SECONDS", new TimeSetting(FromSeconds(1), "seconds", 86_400), "RateLimits:Window", "60", "How long a window is."),
        new("RATE_LIMIT_CHAT_MAX_REQUESTS", Requests, "RateLimits:ChatMaxRequests", null, "Questions in a window; 20 % of RATE_LIMIT_MAX_REQUESTS when unset.")
        {
            DefaultFrom = value => PercentOfRequests(value, 20),
        },
        new("RATE_LIMIT_LOGIN_MAX_REQUESTS", Requests, "RateLimits:LoginMaxRequests", null, "Attempts to sign in; 10 % when unset.")
        {
            DefaultFrom = value => PercentOfRequests(value, 10),
        },
        new("RATE_LIMIT_UPLOAD_MAX_REQUESTS", Requests, "RateLimits:UploadMaxRequests", null, "Uploads; 100 % when unset.")
        {
            DefaultFrom = value => PercentOfRequests(value, 100),
        },

        new("MODEL_TYPE", ModelTypes, "Model:Type", null, "Who writes the answers; OPENAI when its key is there, else LOCAL.")
        {
            DefaultFrom = value => value("OPENAI_API_KEY") is null ? "LOCAL" : "OPENAI",
        },
        new("OPENAI_API_KEY", Text, "OpenAi:ApiKey", null, "The key of OpenAI or of a compatible server.") { IsSecret = true },
        new("OPENAI_BASE_URL", Url, "OpenAi:BaseUrl", null, "A compatible server; OpenAI itself when unset."),
        new("AZURE_OPENAI_ENDPOINT", Url, "AzureOpenAi:Endpoint", null, "The Azure resource, for MODEL_TYPE=AZURE."),
        new("AZURE_OPENAI_API_KEY", Text, "AzureOpenAi:ApiKey", null, "Its key.") { IsSecret = true },
        new("AZURE_OPENAI_DEPLOYMENT", Text, "AzureOpenAi:Deployment", null, "The name of its deployment."),
        new("BASE_MODEL_NAME", Text, "Model:Name", "gpt-4o-mini", "The model's name at its provider.") { OtherName = "MODEL_NAME" },
        new("MAX_TOKENS", new WholeSetting(1, 100_000), "Model:MaxTokens", "2000", "The longest answer in tokens."),
        new("TEMPERATURE", Share, "Model:Temperature", "0.7", "How freely the model writes; the stored bot configuration wins."),

        new("SYSTEM_PROMPT", new ShortTextSetting(8000), "Bot:SystemPrompt", null, "Tone and task of the bot until its stored configuration says otherwise.")
        {
            IsPrompt = true,
        },
        new("BOT_NAME", new ShortTextSetting(100), "Bot:Name", null, "The bot's name until its stored configuration says otherwise."),
        new("UI_PROMPT_EXTRA", new ShortTextSetting(3000), "Bot:UiPromptExtra", null,
            "More of the prompt until the stored configuration says otherwise.")
        {
            IsPrompt = true,
        },

        new("CONVERSATION_RETENTION_DAYS", new TimeSetting(FromDays(1), "days", 36_500, Least: 0), "Conversations:Retention", "0",
            "Days that a conversation is kept after its last message; 0 keeps it for ever."),

        new("DAILY_TOKEN_BUDGET", new WholeSetting(1, int.MaxValue), "Costs:DailyTokenBudget", null, "Tokens of the language model a day (UTC), after which answers quote the documents."),
        new("MODEL_PRICES", new PricesSetting(), "Costs:Prices", null, "What models cost, as JSON in USD per million tokens."),

        new("MONGO_URI", new MongoUriSetting(), "Mongo:Uri", null, "The MongoDB server; SQLite when unset, required in production.")
        {
            OtherName = "MONGODB_URI",
            IsSecret = true,
        },
        new("MONGO_DATABASE_NAME", new NameSetting(1, 63, "_-"), "Mongo:Database", "chatbot_rag_db", "Its database, whatever MONGO_URI says."),
        new("MONGO_MAX_POOL_SIZE", new WholeSetting(1, 10_000), "Mongo:MaxPoolSize", "100", "The most connections to it."),
        new("MONGO_TIMEOUT_MS", new TimeSetting(FromMilliseconds(1), "milliseconds", 600_000, Least: 100), "Mongo:Timeout", "5000",
            "How long it may take to be found, and to answer one operation, in milliseconds."),
        new("CHROMA_URL", new ServerUrlSetting(), "Chroma:Url", null, "The Chroma server; the embedded index when unset."),
        new("CHROMA_TOKEN", Text, "Chroma:Token", null, "Its token.") { IsSecret = true },
        new("CHROMA_COLLECTION", new NameSetting(3, 512, "_-."), "Chroma:Collection", "rag_collection", "Its collection."),
        new("DISTANCE_STRATEGY", new ChoiceSetting(("cosine", "cosine"), ("l2", "l2"), ("ip", "ip")), "Chroma:Space", "cosine", "The space that the Chroma collection is made with."),
        new("REDIS_URL", new RedisSetting(), "Redis:Url", null, "The Redis server that instances count requests on together; each for itself when unset.") { IsSecret = true },
        new("REDIS_TTL", Lifetime, "Redis:TimeToLive", "3600", "How long entries live that are no answers or retrievals, such as the vectors of questions, in seconds."),
        new("ENABLE_CACHE", Switch, "AnswerCache:Enabled", "true", "Gives the same answer to the same question from the same passages again."),
        new("CACHE_TTL", Lifetime, "AnswerCache:TimeToLive", "3600", "How long an answer is given again, in seconds."),
        new("ENABLE_METRICS", Switch, "Metrics:Enabled", "true", "Prometheus text at /metrics on METRICS_PORT."),
        new("METRICS_PORT", new WholeSetting(0, 65535), "Metrics:Port", "9090", "The port of the metrics, which is not PORT; 0 takes a free one."),

        new("STORAGE_DIR", Folder, "Storage:Directory", "./storage", "Where everything that is kept lives unless set below."),
        new("PDFS_DIR", Folder, "Storage:PdfsDirectory", null, "The PDF files; documents/pdfs under STORAGE_DIR when unset."),
        new("PDFS_STORAGE", new ChoiceSetting(("disk", "Disk"), ("mongodb", "MongoDb")), "Storage:PdfStorage", "disk", "Where the PDF files are: disk, or mongodb for GridFS of MONGO_URI's database, which instances share."),
        new("VECTOR_STORE_PATH", Folder, "Storage:VectorStorePath", null, "The embedded vectors; vector_store under STORAGE_DIR when unset."),

        new("EMBEDDING_MODEL", Text, "Embedding:Model", "intfloat/multilingual-e5-small", "A name in models/, a folder of that shape, or openai: and a model of OPENAI_BASE_URL."),
        new("EMBEDDING_BATCH_SIZE", new WholeSetting(1, 1024), "Ingestion:EmbeddingBatchSize", "32", "Texts embedded and checkpointed together."),

        new("RAG_CHUNK_SIZE", new WholeSetting(50, 8000), "Chunking:Size", "700", "The longest chunk in characters.") { OtherName = "CHUNK_SIZE" },
        new("RAG_CHUNK_OVERLAP", new WholeSetting(0, 4000), "Chunking:Overlap", "150", "Characters that a chunk repeats from the one before.")
        {
            OtherName = "CHUNK_OVERLAP",
        },
        new("MIN_CHUNK_LENGTH", new WholeSetting(0, 4000), "Chunking:MinLength", "100", "A shorter piece is joined to its neighbour."),
        new("DEDUP_THRESHOLD", Share, "Chunking:DuplicateThreshold", "0.95", "Likeness from which two chunks of a document are one.")
        {
            OtherName = "DEDUPLICATION_THRESHOLD",
        },
        new("MAX_FILE_SIZE_MB", new WholeSetting(1, 100), "Ingestion:MaxFileSizeMegabytes", "10", "The largest PDF in MB."),
        new("MAX_QUEUED_DOCUMENTS", new WholeSetting(1, 1_000_000), "Ingestion:MaxQueuedDocuments", "10000", "Documents that may wait; then uploads are refused."),
        new("PUBLIC_DOCUMENTS", Switch, "Documents:ArePublic", "false", "Visitors may open the whole PDF that a source names, not its passage alone."),
        new("BATCH_SIZE", new WholeSetting(1, 10_000), "Ingestion:WriteBatchSize", "100", "Chunks per write to the stores."),
        new("MAX_CONCURRENT_TASKS", new WholeSetting(1, 64), "Ingestion:MaxConcurrentDocuments", "4", "Documents ingested at once."),

        new("RETRIEVAL_K", new WholeSetting(1, 50), "Retrieval:K", "4", "Chunks given to the model."),
        new("RETRIEVAL_K_MULTIPLIER", new WholeSetting(1, 20), "Retrieval:KMultiplier", "3", "Candidates from each side: RETRIEVAL_K times this."),
        new("MMR_LAMBDA_MULT", Share, "Retrieval:MmrLambda", "0.5", "1 is pure relevance, 0 pure variety."),
        new("SIMILARITY_THRESHOLD", Share, "Retrieval:SimilarityThreshold", "0.3", "A candidate below it is dropped when its words are weak too."),
        new("NO_ANSWER_THRESHOLD", new AutoOrSetting(Share), "Retrieval:NoAnswerThreshold", "auto", "Evidence below which no model is called."),
    ];

    private static string? PercentOfRequests(Func<string, string?> value, int percent) => value("RATE_LIMIT_MAX_REQUESTS") is { } requests
        ? Math.Max(1, int.Parse(requests, CultureInfo.InvariantCulture) * percent / 100).ToString(CultureInfo.InvariantCulture)
        : null;
}
