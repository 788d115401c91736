namespace Rag.Api.Commands;

/// <param name="Settings">Arguments of the form --NAME=value, which set variables as they do for the server.</param>
internal sealed record CreateAdminArguments(string Email, bool Force, bool WantsHelp, IReadOnlyList<string> Settings)
{
    public const string Usage =
        """
        Usage: Rag.Api create-admin --email ADDRESS [--force] [--NAME=value ...]

        Makes an admin in the configured store. The password is the first line of standard input.
          --email ADDRESS  of the admin
          --force          an existing user becomes an active admin with this password, and all their sessions end
          --NAME=value     a setting, for example --STORAGE_DIR=/data; the environment and .env count too, as for the server
        """;

    private const string EmailOption = "--email";

    /// <summary>What was asked for; null when it cannot be understood.</summary>
    public static CreateAdminArguments? Find(IReadOnlyList<string> arguments)
    {
        var asked = new CreateAdminArguments("", Force: false, WantsHelp: false, []);
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--help" or "-h":
                    return asked with { WantsHelp = true };
                case "--force":
                    asked = asked with { Force = true };
                    break;
                case EmailOption when i + 1 < arguments.Count && asked.Email.Length == 0:
                    asked = asked with { Email = arguments[++i] };
                    break;
                case var argument when argument.StartsWith(EmailOption + "=", StringComparison.Ordinal) && asked.Email.Length == 0:
                    asked = asked with { Email = argument[(EmailOption.Length + 1)..] };
                    break;
                case var argument when CommandLine.IsSetting(argument):
                    asked = asked with { Settings = [.. asked.Settings, argument] };
                    break;
                default:
                    return null;
            }
        }

        return asked.Email.Length > 0 ? asked : null;
    }
}
