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
        : Array.Find(arguments, argument => !argument.StartsWith("--", StringComparison.Ordinal)) is { } unknown ? () => RefuseAsync(unknown)
        : null;

    // A server that started all the same would surprise.
    private static async Task<int> RefuseAsync(string word)
    {
        await Console.Error.WriteLineAsync(
            $"There is no command \"{word}\". Without one the server starts, with settings like --PORT=8000; the other is {CreateAdminCommand.Name}.");
        return ProcessExit.WrongUsage;
    }
}
