using Rag.Domain.Results;

namespace Rag.Domain.Conversations;

/// <summary>Every way in which a question can be refused or an answer can fail.</summary>
public static class ConversationErrors
{
    public static Error BotInactive() => new(
        ErrorKind.Unavailable, "bot_inactive", "The assistant is switched off at the moment. Please try again later.");

    public static Error EmbedderNotReady() => new(
        ErrorKind.Unavailable, "embedder_loading", "The service is still starting. Please try again in a few seconds.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    public static Error IndexNeedsRebuild() => new(
        ErrorKind.Unavailable, "index_needs_rebuild",
        "The search index was made with an embedding model that is no longer there. The administrator must rebuild it.");

    public static Error ModelFailed() => new(
        ErrorKind.Unavailable, "model_unavailable", "The language model did not answer. Please try again.");

    public static Error Stopping() => new(
        ErrorKind.Unavailable, "service_stopping", "The service is being restarted. Please ask again in a moment.");

    public static Error ModelRefusedKey() => new(
        ErrorKind.Unavailable, "model_unauthorized", "The language model refused this service's key. The administrator must check it.");

    public static Error ModelBusy(TimeSpan? retryAfter) => new(
        ErrorKind.Unavailable, "model_busy", "The language model has too many requests at the moment. Please try again shortly.")
    {
        RetryAfter = retryAfter,
    };

    public static Error EmbedderFailed() => new(
        ErrorKind.Unavailable, "embedder_unavailable", "The embedding service did not answer. Please try again.");

    public static Error EmbedderBusy(TimeSpan? retryAfter) => new(
        ErrorKind.Unavailable, "embedder_busy", "The embedding service has too many requests at the moment. Please try again shortly.")
    {
        RetryAfter = retryAfter,
    };

    public static Error EmbedderRefusedKey() => new(
        ErrorKind.Unavailable, "embedder_unauthorized", "The embedding service refused this service's key. The administrator must check OPENAI_API_KEY.");

    public static Error EmbedderUnknownModel() => new(
        ErrorKind.Unavailable, "embedder_unknown_model",
        "The embedding service does not know the model. The administrator must check EMBEDDING_MODEL and OPENAI_BASE_URL.");

    public static Error EmbedderChanged() => new(
        ErrorKind.Unavailable, "embedder_changed",
        "The embedding service answers with vectors of another length than before. The administrator must check EMBEDDING_MODEL and restart.");

    public static Error AnswerInterrupted() => new(
        ErrorKind.Unavailable, "answer_interrupted", "The answer was cut off. Please ask again.");

    public static Error AnswerWithheld() => new(
        ErrorKind.Unavailable, "answer_withheld", "The answer was stopped because it began to repeat its instructions. Please ask in another way.");

    public static Error ConversationNotFound() => new(ErrorKind.NotFound, "conversation_not_found", "There is no such conversation.");

    public static Error MessageNotFound() => new(
        ErrorKind.NotFound, "message_not_found", "There is no such answer in this conversation.");

    public static Error AnswerNotFound() => new(ErrorKind.NotFound, "message_not_found", "There is no answer with this id.");

    public static Error TraceNotFound() => new(
        ErrorKind.NotFound, "trace_not_found", "It was not recorded how this answer came about: it was given before answers were traced.");

    public static Error SourceNotFound() => new(ErrorKind.NotFound, "source_not_found", "This answer has no source with this number.");

    public static Error SourceGone() => new(
        ErrorKind.NotFound, "source_gone", "The document of this source was replaced or deleted since the answer was given.");
}
