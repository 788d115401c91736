using Microsoft.Extensions.Logging;
using Rag.Application.Telemetry;

namespace Rag.Application.Costs;

/// <summary>Where every call to a model elsewhere is counted: in the ledger and in the metrics.</summary>
public sealed partial class TokenMeter(ITokenLedger ledger, RagMetrics metrics, ILogger<TokenMeter> logger)
{
    /// <summary>A line that cannot be stored is in the log, and what the call was for goes on.</summary>
    public async Task RecordAsync(SpentTokens spent)
    {
        ArgumentNullException.ThrowIfNull(spent);
        if (spent.Kind == ModelCallKind.Embedding)
        {
            metrics.TokensEmbedded(spent.Model, spent.Prompt);
        }
        else
        {
            metrics.TokensSpent(spent.Model, spent.Prompt, spent.Completion);
        }

        try
        {
            // Without the caller's token: whoever leaves has cost something all the same.
            await ledger.AddAsync(spent, CancellationToken.None);
        }
        catch (StoreUnavailableException fault)
        {
            LineLost(fault, spent.Kind, spent.Prompt, spent.Completion);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A line of the ledger was lost: {Kind}, {Prompt} + {Completion} tokens")]
    private partial void LineLost(Exception fault, ModelCallKind kind, int prompt, int completion);
}
