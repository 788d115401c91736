namespace Rag.Infrastructure.OpenAi;

/// <param name="ErrorCode">Null: it went well.</param>
public sealed record ModelCallOutcome(DateTimeOffset At, string? ErrorCode);

/// <summary>How the last real call to the language model went, in this process.</summary>
public sealed class ModelCallStatus(TimeProvider time)
{
    private ModelCallOutcome? _last;

    /// <summary>Null before the first call.</summary>
    public ModelCallOutcome? Last => Volatile.Read(ref _last);

    internal void Succeeded() => Volatile.Write(ref _last, new ModelCallOutcome(time.GetUtcNow(), ErrorCode: null));

    internal void Failed(string errorCode) => Volatile.Write(ref _last, new ModelCallOutcome(time.GetUtcNow(), errorCode));
}
