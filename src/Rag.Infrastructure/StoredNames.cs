using Rag.Application.Costs;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;

namespace Rag.Infrastructure;

/// <summary>The words that stand for enum values in a database: written out, so that renaming a value changes nothing that is stored.</summary>
internal static class StoredNames
{
    public static string ToStoredName(this DocumentStatus status) => status switch
    {
        DocumentStatus.Queued => "queued",
        DocumentStatus.Processing => "processing",
        DocumentStatus.Ready => "ready",
        DocumentStatus.Failed => "failed",
    };

    public static DocumentStatus ToStatus(string name) => Find<DocumentStatus>(name, ToStoredName);

    public static string ToStoredName(this MessageRole role) => role switch
    {
        MessageRole.User => "user",
        MessageRole.Assistant => "assistant",
    };

    public static MessageRole ToRole(string name) => Find<MessageRole>(name, ToStoredName);

    public static string ToStoredName(this FinishReason reason) => reason switch
    {
        FinishReason.Stop => "stop",
        FinishReason.Length => "length",
        FinishReason.NoAnswer => "no_answer",
        FinishReason.Cancelled => "cancelled",
        FinishReason.Failed => "failed",
    };

    public static FinishReason? ToFinishReason(string? name) => name is null ? null : Find<FinishReason>(name, ToStoredName);

    public static string ToStoredName(this Rating rating) => rating switch
    {
        Rating.Up => "up",
        Rating.Down => "down",
    };

    public static Rating ToRating(string name) => Find<Rating>(name, ToStoredName);

    public static string ToColumn(this ModelCallKind kind) => kind switch
    {
        ModelCallKind.Chat => "chat",
        ModelCallKind.Embedding => "embedding",
    };

    public static ModelCallKind ToCallKind(string name) => Find<ModelCallKind>(name, ToColumn);

    // A handful of values: looking through them costs less than keeping a second list that must agree with the first.
    private static T Find<T>(string name, Func<T, string> toName)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (toName(value) == name)
            {
                return value;
            }
        }

        throw new InvalidOperationException($"The database has an unknown {typeof(T).Name}.");
    }
}
