using MediatR;
using Rag.Api.Configuration;
using Rag.Api.Startup;
using Rag.Application;
using Rag.Application.Users;
using Rag.Domain.Users;

namespace Rag.Api.Commands;

/// <summary>
/// <c>Rag.Api create-admin</c>: the way back in when nobody can sign in. It opens the configured store and nothing else, so that
/// it works beside a running server.
/// </summary>
internal static class CreateAdminCommand
{
    public const string Name = "create-admin";

    private const int Refused = 1;

    /// <param name="arguments">What follows the command's name.</param>
    /// <param name="addStore">Registers the store of users, in MongoDB or not.</param>
    /// <returns>The status of the process.</returns>
    public static async Task<int> RunAsync(string[] arguments, Action<IServiceCollection, bool> addStore)
    {
        if (CreateAdminArguments.Find(arguments) is not { } asked)
        {
            await Console.Error.WriteLineAsync(CreateAdminArguments.Usage);
            return ProcessExit.WrongUsage;
        }

        if (asked.WantsHelp)
        {
            await Console.Out.WriteLineAsync(CreateAdminArguments.Usage);
            return 0;
        }

        var settings = SettingsReader.Read(asked.Settings);
        if (PasswordPrompt.Read() is not { Length: > 0 } password)
        {
            await Console.Error.WriteLineAsync("There is no password: give it as the first line of standard input.");
            return ProcessExit.WrongUsage;
        }

        await using var services = Services(settings, addStore);
        await using var scope = services.CreateAsyncScope();
        return await RunAsync(scope.ServiceProvider.GetRequiredService<IMediator>(), asked, password);
    }

    private static async Task<int> RunAsync(IMediator mediator, CreateAdminArguments asked, string password)
    {
        if (asked.Force)
        {
            var restored = await mediator.Send(new RestoreAdmin(asked.Email, password), CancellationToken.None);
            if (restored.IsSuccess)
            {
                return await SucceedAsync($"{restored.Value.Email} is an active admin with the new password; all sessions of that user have ended.");
            }

            if (restored.Error.Code != UserErrors.NotFound().Code)
            {
                return await RefuseAsync(restored.Error.Detail);
            }
        }

        var made = await mediator.Send(
            new CreateUser(asked.Email, password, Username: null, FullName: null, IsAdmin: true), CancellationToken.None);
        return made.Error switch
        {
            null => await SucceedAsync($"The admin {made.Value.Email} was made."),
            { Code: "email_taken" } => await RefuseAsync(
                $"There is a user {asked.Email} already. With --force that user becomes an active admin with this password, and all their sessions end."),
            var error => await RefuseAsync(error.Detail),
        };
    }

    private static ServiceProvider Services(Settings settings, Action<IServiceCollection, bool> addStore)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddConfigurationWithoutHost(settings).AddApplication();
        addStore(services, settings.UsesMongo);
        return services.BuildServiceProvider();
    }

    private static async Task<int> SucceedAsync(string sentence)
    {
        await Console.Out.WriteLineAsync(sentence);
        return 0;
    }

    private static async Task<int> RefuseAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return Refused;
    }
}
