namespace Rag.Api.Configuration;

/// <summary>What holds for the origins of other sites: strict outside development, where a wildcard opens the API to every page on the web.</summary>
internal static class OriginRules
{
    private static readonly string[] Lists = ["CORS_ORIGINS", "CORS_ORIGINS_WIDGET", "CORS_ORIGINS_ADMIN", "CLIENT_ORIGIN_URL"];

    public static IEnumerable<string> Check(Settings settings) =>
        settings["ENVIRONMENT"] is null or "Development" ? [] :
        [
            .. Wrong(settings).Select(wrong => $"{wrong.Name} has \"{wrong.Origin}\"; {Right}"),
            .. from name in Lists
               where ListSetting.Read(settings[name]).Contains(OriginSetting.Any)
               select $"{name} has \"*\", which is for development only; {Right}",
        ];

    public static IEnumerable<string> Warn(Settings settings)
    {
        if (settings["ENVIRONMENT"] is "Development")
        {
            return Wrong(settings).Select(wrong => $"{wrong.Name} has \"{wrong.Origin}\", which is no origin and is ignored; {Right}");
        }

        return settings["ENVIRONMENT"] is "Staging" or "Production" && Lists.All(name => settings[name] is null && !settings.IsFaulty(name))
            ? ["No origin is set: browsers let no page of another site use this API. Set CORS_ORIGINS to the addresses of your pages, for example https://www.example.com."]
            : [];
    }

    private const string Right = "an origin is a scheme and a host, and a port where it is not the usual one, for example https://www.example.com.";

    private static IEnumerable<(string Name, string Origin)> Wrong(Settings settings) =>
        from name in Lists
        from origin in ListSetting.Read(settings[name])
        where origin != OriginSetting.Any && !OriginSetting.IsOrigin(origin)
        select (name, origin);
}
