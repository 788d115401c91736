namespace Rag.Application.Chat;

public sealed class AnswerCacheOptions
{
    public const string Section = "AnswerCache";

    /// <summary>Default: true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long an answer is given again. Default 1 h.</summary>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromHours(1);
}
