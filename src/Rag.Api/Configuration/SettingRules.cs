using System.Globalization;
using System.Text;
using Rag.Domain.Users;

namespace Rag.Api.Configuration;

/// <summary>What must hold across variables. A rule is silent where one of its variables is at fault already.</summary>
internal static class SettingRules
{
    // Parts of secrets that stand in examples and tutorials and are pasted from there.
    private static readonly string[] Placeholders =
    [
        "changeme", "change-me", "change_me", "changethis", "change-this", "change_this", "change-in", "change_in", "replace-", "replace_",
        "your-", "your_", "yoursecret", "placeholder", "cambia", "tu-clave", "tu_clave",
    ];

    public static IEnumerable<string> Check(Settings settings) =>
    [
        .. OverlapIsShorterThanAChunk(settings),
        .. TokensAreSignedWithARealSecret(settings),
        .. TheFirstAdminIsWhole(settings),
        .. TheModelCanBeCalled(settings),
        .. TheEmbedderCanBeCalled(settings),
    ];

    private static IEnumerable<string> OverlapIsShorterThanAChunk(Settings settings)
    {
        if (Whole(settings, "RAG_CHUNK_SIZE") is { } size && Whole(settings, "RAG_CHUNK_OVERLAP") is { } overlap && overlap >= size)
        {
            yield return $"RAG_CHUNK_OVERLAP is {overlap}; it must be less than RAG_CHUNK_SIZE, which is {size}.";
        }
    }

    private static IEnumerable<string> TokensAreSignedWithARealSecret(Settings settings)
    {
        if (settings["ENVIRONMENT"] is null or "Development")
        {
            yield break;
        }

        var secret = settings["JWT_SECRET"];
        if (secret is null && !settings.IsFaulty("JWT_SECRET"))
        {
            yield return "JWT_SECRET is not set; outside development it must be at least 32 bytes of random text, for example from: openssl rand -base64 48";
        }
        else if (secret is not null && Placeholders.Any(part => secret.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            yield return "JWT_SECRET is a placeholder; it must be at least 32 bytes of random text, for example from: openssl rand -base64 48";
        }
    }

    private static IEnumerable<string> TheFirstAdminIsWhole(Settings settings)
    {
        var (email, password) = (settings["ADMIN_EMAIL"], settings["ADMIN_PASSWORD"]);
        if (email is null && password is not null && !settings.IsFaulty("ADMIN_EMAIL"))
        {
            yield return "ADMIN_EMAIL is not set although ADMIN_PASSWORD is; set both or neither.";
        }

        if (email is not null && password is null)
        {
            yield return "ADMIN_PASSWORD is not set although ADMIN_EMAIL is; set both or neither.";
        }

        if (password is null)
        {
            yield break;
        }

        if (settings["ENVIRONMENT"] is not "Development")
        {
            if (PasswordPolicy.Check(password).Error is { } weak)
            {
                yield return $"ADMIN_PASSWORD is too weak. {weak.Detail}";
            }
        }
        else if (Encoding.UTF8.GetByteCount(password) is < PasswordPolicy.ShortestUtf8 or > PasswordPolicy.LongestUtf8)
        {
            yield return $"ADMIN_PASSWORD has the wrong length; it must have {PasswordPolicy.ShortestUtf8} to {PasswordPolicy.LongestUtf8} bytes.";
        }
    }

    private static IEnumerable<string> TheModelCanBeCalled(Settings settings)
    {
        var isProduction = settings["ENVIRONMENT"] is "Production";
        switch (settings["MODEL_TYPE"])
        {
            case "Local" when isProduction && !settings.IsChosen("MODEL_TYPE"):
                yield return "OPENAI_API_KEY is not set; production needs it, or MODEL_TYPE=LOCAL on purpose, or MODEL_TYPE=AZURE with its variables.";
                break;
            case "OpenAI" when isProduction && settings["OPENAI_API_KEY"] is null:
                yield return "OPENAI_API_KEY is not set; production needs it with MODEL_TYPE=OPENAI.";
                break;
            case "Azure":
                foreach (var name in (string[])["AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY", "AZURE_OPENAI_DEPLOYMENT"])
                {
                    if (settings[name] is null && !settings.IsFaulty(name))
                    {
                        yield return $"{name} is not set; MODEL_TYPE=AZURE needs it.";
                    }
                }

                break;
            default:
                break;
        }
    }

    private static IEnumerable<string> TheEmbedderCanBeCalled(Settings settings)
    {
        const string Prefix = "openai:";
        if (settings["EMBEDDING_MODEL"] is not { } model || !model.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            yield break;
        }

        if (string.IsNullOrWhiteSpace(model[Prefix.Length..]))
        {
            yield return $"EMBEDDING_MODEL is {Prefix} without a model; it must name one, for example openai:text-embedding-3-small.";
        }

        if (settings["OPENAI_API_KEY"] is null && settings["OPENAI_BASE_URL"] is null && !settings.IsFaulty("OPENAI_BASE_URL"))
        {
            yield return $"OPENAI_API_KEY is not set; EMBEDDING_MODEL={model} needs it, or an OPENAI_BASE_URL of a server that asks for none.";
        }
    }

    private static int? Whole(Settings settings, string name) =>
        settings[name] is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
