namespace Rag.Api.Configuration;

/// <summary>Names that are set and do nothing: those of the old backend, and what looks like one of ours with a slip.</summary>
internal static class UnknownNames
{
    /// <summary>Names of the old backend with what to use instead.</summary>
    public static readonly IReadOnlyDictionary<string, string> Retired = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["UPLOAD_DIR"] = "use PDFS_DIR.",
        ["UPLOAD_FOLDER"] = "use PDFS_DIR.",
        ["PDF_DIR"] = "use PDFS_DIR.",
        ["PERSIST_DIRECTORY"] = "use VECTOR_STORE_PATH.",
        ["CHROMA_PERSIST_DIRECTORY"] = "use VECTOR_STORE_PATH.",
        ["VECTOR_STORE_DIR"] = "use VECTOR_STORE_PATH.",
        ["WORKERS"] = "one process uses all cores; start more instances for more.",
        ["RELOAD"] = "it is for development servers; use dotnet watch.",
        ["CHROMA_HOST"] = "use CHROMA_URL.",
        ["CHROMA_PORT"] = "use CHROMA_URL.",
        ["REDIS_HOST"] = "use REDIS_URL.",
        ["REDIS_PORT"] = "use REDIS_URL.",
        ["REDIS_PASSWORD"] = "use REDIS_URL.",
        ["DATABASE_URL"] = "use MONGO_URI.",
        ["DATABASE_NAME"] = "use MONGO_DATABASE_NAME.",
        ["SECRET_KEY"] = "use JWT_SECRET.",
        ["JWT_SECRET_KEY"] = "use JWT_SECRET.",
        ["ACCESS_TOKEN_EXPIRE_MINUTES"] = "use JWT_ACCESS_TOKEN_EXPIRE_MINUTES.",
        ["REFRESH_TOKEN_EXPIRE_DAYS"] = "use JWT_REFRESH_TOKEN_EXPIRE_DAYS.",
        ["ALLOWED_ORIGINS"] = "use CORS_ORIGINS.",
        ["EMBEDDING_MODEL_NAME"] = "use EMBEDDING_MODEL.",
        ["OPENAI_API_BASE"] = "use OPENAI_BASE_URL.",
        ["RATE_LIMIT_WINDOW"] = "use RATE_LIMIT_WINDOW_SECONDS.",
        ["RATE_LIMIT_REQUESTS"] = "use RATE_LIMIT_MAX_REQUESTS.",
    };

    private static readonly string[] Known = [.. SettingsTable.Rows.SelectMany(row => new[] { row.Name, row.OtherName }).OfType<string>()];

    /// <summary>A sentence for each name that was set for nothing. The names of others, which are most of them, are passed over.</summary>
    public static IEnumerable<string> Warn(IEnumerable<string> names)
    {
        foreach (var name in names.Select(name => name.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal).Where(name => !Known.Contains(name)))
        {
            if (Retired.TryGetValue(name, out var instead))
            {
                yield return $"{name} does nothing any more: {instead}";
            }
            else if (Known.Where(known => Distance(name, known) <= Slips(known)).MinBy(known => Distance(name, known)) is { } meant)
            {
                yield return $"{name} is not known and does nothing; did you mean {meant}?";
            }
        }
    }

    // Short names have many neighbours that are somebody else's.
    private static int Slips(string known) => known.Length >= 8 ? 2 : known.Length >= 5 ? 1 : 0;

    /// <summary>Letters to add, drop, change or swap with their neighbour (optimal string alignment).</summary>
    private static int Distance(string from, string to)
    {
        var costs = new int[from.Length + 1, to.Length + 1];
        for (var row = 0; row <= from.Length; row++)
        {
            for (var column = 0; column <= to.Length; column++)
            {
                costs[row, column] = row == 0 || column == 0 ? row + column : Math.Min(
                    Math.Min(costs[row - 1, column], costs[row, column - 1]) + 1,
                    costs[row - 1, column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1));
                if (row > 1 && column > 1 && from[row - 1] == to[column - 2] && from[row - 2] == to[column - 1])
                {
                    costs[row, column] = Math.Min(costs[row, column], costs[row - 2, column - 2] + 1);
                }
            }
        }

        return costs[from.Length, to.Length];
    }
}
