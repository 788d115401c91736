using Microsoft.Extensions.Logging;
using Rag.Domain.Bots;
using Rag.Domain.Results;

namespace Rag.Application.Bots;

/// <summary>Makes the next stored configuration from the present one, so that of two changes at once none is lost.</summary>
internal sealed partial class BotConfigWriter(IBotRepository bots, CurrentBot bot, TimeProvider time, ILogger<BotConfigWriter> logger)
{
    private const int MostAttempts = 20;

    /// <returns>What is in force now.</returns>
    public async Task<Result<BotConfig>> WriteAsync(
        Func<BotConfig, BotConfig> change, IReadOnlySet<long>? revisions, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var stored = await bot.FindStoredAsync(cancellationToken);
            if (revisions is not null && !revisions.Contains(stored.Revision))
            {
                return BotErrors.ConfigChanged();
            }

            var next = change(stored) with { UpdatedAt = time.GetUtcNow() };
            if (await bots.SaveConfigAsync(next, cancellationToken))
            {
                ConfigurationStored(stored.Revision + 1);
                return bot.WithDefaults(next with { Revision = stored.Revision + 1 });
            }
        }

        return BotErrors.ConfigBusy();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Bot configuration stored, revision {Revision}")]
    private partial void ConfigurationStored(long revision);
}
