using Rag.Api.Configuration;
using Rag.Api.Startup;

namespace Rag.Api.Commands;

/// <summary>What the process is asked for besides being the server.</summary>
internal static class CommandLine
{
    /// <param name="arguments">Of the process.</param>
    /// <param name="addUserStore">Registers the store of users, in MongoDB or not.</param>
    /// <returns>What to run instead of the server, with the status of the process; null for the server.</returns>
    public static Func<Task<int>>? Find(string[] arguments, Action<IServiceCollection, bool> addUserStore) =>
        arguments is [CreateAdminCommand.Name, .. var ofAdmin] ? () => CreateAdminCommand.RunAsync(ofAdmin, addUserStore)
        : arguments is [HealthCommand.Name, .. var ofHealth] ? () => HealthCommand.RunAsync(ofHealth)
        : Array.Find(arguments, argument => !argument.StartsWith("--", StringComparison.Ordinal)) is { } unknown ? () => RefuseAsync(unknown)
        : null;

    /// <summary>Whether it is --NAME=value of a variable, which sets it as it does for the server.</summary>
    public static bool IsSetting(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal)
        && argument.IndexOf('=', StringComparison.Ordinal) is > 2 and var equals
        && SettingsTable.Rows.Any(row =>
            argument[2..equals].Equals(row.Name, StringComparison.OrdinalIgnoreCase)
            || argument[2..equals].Equals(row.OtherName, StringComparison.OrdinalIgnoreCase));

    // A server that started all the same would surprise.
    private static async Task<int> RefuseAsync(string word)
    {
        await Console.Error.WriteLineAsync(
            $"There is no command \"{word}\". Without one the server starts, with settings like --PORT=8000; the others are {CreateAdminCommand.Name} and {HealthCommand.Name}.");
        return ProcessExit.WrongUsage;
    }
}
