using Rag.Domain.Results;

namespace Rag.Domain.Bots;

/// <summary>Every way in which a change of the bot can be refused.</summary>
public static class BotErrors
{
    public static Error ConfigChanged() => new(
        ErrorKind.PreconditionFailed, "config_changed",
        "The configuration was changed by somebody else in the meantime. Load it again and repeat the change.");

    public static Error ConfigBusy() => new(
        ErrorKind.Conflict, "config_busy", "Several changes of the configuration came at once. Please try again.");
}
