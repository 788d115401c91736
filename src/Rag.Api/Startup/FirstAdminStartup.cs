using MediatR;
using Rag.Application;
using Rag.Application.Auth;

namespace Rag.Api.Startup;

/// <summary>What the console shows of a first admin that was made up.</summary>
internal sealed class FirstAdminNotice
{
    public FirstAdmin? Admin { get; set; }
}

/// <summary>
/// Before the port opens, so that the first request can sign in. While the store cannot be reached the start goes on without it, and
/// this is made up for as soon as the store answers.
/// </summary>
internal sealed partial class FirstAdminStartup(
    IServiceScopeFactory scopes, FirstAdminNotice notice, IHostEnvironment environment, TimeProvider time, ILogger<FirstAdminStartup> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private bool _isDone;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!_isDone)
        {
            await Task.Delay(Pause, time, stoppingToken);
            await TryAsync(stoppingToken);
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EnsureAsync(cancellationToken);
            _isDone = true;
        }
        catch (StoreUnavailableException)
        {
            // The store's own start has said so.
        }
    }

    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<IMediator>()
            .Send(new EnsureFirstAdmin(MayInvent: environment.IsDevelopment()), cancellationToken);
        var admin = notice.Admin = result.Value;
        switch (admin.Outcome)
        {
            case FirstAdminOutcome.Made:
                AdminMade();
                break;
            case FirstAdminOutcome.Missing:
                NoAdmin();
                break;
            case FirstAdminOutcome.AddressTaken:
                AddressTaken();
                break;
            case FirstAdminOutcome.Present:
            default:
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The first admin was made")]
    private partial void AdminMade();

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no admin: set ADMIN_EMAIL and ADMIN_PASSWORD and start again, or run: Rag.Api create-admin --email ADDRESS")]
    private partial void NoAdmin();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "There is no admin, and the address in ADMIN_EMAIL belongs to a user who is not one: set another address and start again, or run: Rag.Api create-admin --email ADDRESS --force")]
    private partial void AddressTaken();
}
