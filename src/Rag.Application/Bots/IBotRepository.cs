using Rag.Domain.Bots;

namespace Rag.Application.Bots;

public interface IBotRepository
{
    /// <summary>The stored configuration with its revision; null when nobody has stored one.</summary>
    Task<BotConfig?> FindConfigAsync(CancellationToken cancellationToken);

    /// <summary>Stores it as the next revision, in one conditional write, when <see cref="BotConfig.Revision"/> is still the stored one.</summary>
    /// <returns>False when somebody has stored another since it was read: read it again and decide anew.</returns>
    Task<bool> SaveConfigAsync(BotConfig config, CancellationToken cancellationToken);

    /// <summary>Active when nobody has said otherwise. Its last activity is the last switch or the last message, whichever is later.</summary>
    Task<BotState> GetStateAsync(CancellationToken cancellationToken);

    Task SaveStateAsync(BotState state, CancellationToken cancellationToken);

    /// <summary>Switches to the other state in one write: of two callers at once, both are obeyed.</summary>
    /// <returns>The state after this switch.</returns>
    Task<BotState> ToggleAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
