namespace Rag.Application.Chat;

public sealed class ConversationOptions
{
    public const string Section = "Conversations";

    /// <summary>How long a conversation is kept after its last message, in days. Default 0: for ever.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.Zero;
}
