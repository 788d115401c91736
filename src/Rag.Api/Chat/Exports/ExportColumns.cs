using Rag.Domain.Conversations;

namespace Rag.Api.Chat.Exports;

/// <summary>What spreadsheets have in common; their readers know these words from the old backend's files.</summary>
internal static class ExportColumns
{
    public const string Sheet = "Conversaciones";

    public static readonly string[] Names = ["ID Conversación", "Fecha y Hora", "Rol", "Mensaje"];

    public static string Name(MessageRole role) => role switch
    {
        MessageRole.User => "user",
        MessageRole.Assistant => "assistant",
    };
}
