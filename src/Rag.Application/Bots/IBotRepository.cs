using Rag.Domain.Bots;

namespace Rag.Application.Bots;

public interface IBotRepository
{
    /// <summary>The stored configuration; null when nobody has stored one.</summary>
    Task<BotConfig?> FindConfigAsync(CancellationToken cancellationToken);

    Task SaveConfigAsync(BotConfig config, CancellationToken cancellationToken);

    /// <summary>Active when nobody has said otherwise.</summary>
    Task<BotState> GetStateAsync(CancellationToken cancellationToken);

    Task SaveStateAsync(BotState state, CancellationToken cancellationToken);
}
