namespace Rag.Api.Configuration;

/// <summary>What holds for the services that this one stands on, and for how it shows itself.</summary>
internal static class ServiceRules
{
    public static IEnumerable<string> Check(Settings settings)
    {
        var isProduction = settings["ENVIRONMENT"] is "Production";
        if (isProduction && settings["DEBUG"] is "true")
        {
            yield return "DEBUG is true; production refuses it. Set LOG_LEVEL=DEBUG to see more lines.";
        }

        if (isProduction && settings["MONGO_URI"] is null && !settings.IsFaulty("MONGO_URI"))
        {
            yield return "MONGO_URI is not set; production needs it, for example mongodb://user:password@host:27017.";
        }

        if (settings["PDFS_STORAGE"] is "MongoDb" && settings["MONGO_URI"] is null && !settings.IsFaulty("MONGO_URI"))
        {
            yield return "PDFS_STORAGE is mongodb, which keeps the PDF files in the database of MONGO_URI, and MONGO_URI is not set; set it, or PDFS_STORAGE=disk.";
        }

        if (settings["ENABLE_METRICS"] is "true" && settings["PORT"] is { } port && port != "0" && settings["METRICS_PORT"] == port)
        {
            yield return $"METRICS_PORT is {port}, as PORT is; metrics need a port of their own, or ENABLE_METRICS=false.";
        }
    }

    public static IEnumerable<string> Warn(Settings settings)
    {
        if (settings["MONGO_URI"] is { } uri && MongoUriSetting.DatabaseIn(uri) is { } named
            && settings["MONGO_DATABASE_NAME"] is { } database && named != database)
        {
            yield return $"MONGO_URI names the database \"{named}\"; MONGO_DATABASE_NAME decides and is \"{database}\".";
        }
    }
}
