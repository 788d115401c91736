using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Contract;

/// <summary>One good body per route that takes JSON, with every field of its schema. The bad ones are made from these.</summary>
internal static class GoodBodies
{
    public static readonly IReadOnlyDictionary<string, JsonObject> ByRoute = new Dictionary<string, string>
    {
        ["POST /api/v1/auth/login"] = """{"email": "ana@example.com", "password": "Secreta-2026", "cookie": false}""",
        ["POST /api/v1/auth/refresh"] = """{"refresh_token": "none"}""",
        ["POST /api/v1/auth/logout"] = """{"refresh_token": "none"}""",
        ["POST /api/v1/auth/change-password"] = """{"current_password": "Secreta-2026", "new_password": "Secreta-2026"}""",
        ["POST /api/v1/users"] =
            """{"email": "new@example.com", "password": "Secreta-2026", "username": "nueva", "full_name": "Nueva", "is_admin": false}""",
        ["PATCH /api/v1/users/{id}"] =
            """{"email": "other@example.com", "full_name": "Otra", "is_admin": false, "is_active": true, "password": "Secreta-2027"}""",
        ["POST /api/v1/rag/retrieve-debug"] =
            """{"query": "plazo", "k": 4, "filter_criteria": {"filename": "a.pdf", "document_id": null}, "include_context": true}""",
        ["POST /api/v1/rag/reindex-pdf"] = """{"filename": "a.pdf", "force_update": true}""",
        ["POST /api/v1/chat/stream"] = """{"input": "¿Qué plazo hay?", "conversation_id": "6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11"}""",
        ["POST /api/v1/chat/stream_log"] = """{"input": "¿Qué plazo hay?", "conversation_id": "6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11"}""",
        ["POST /api/v1/chat/feedback"] =
            """
            {"conversation_id": "6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11", "message_id": "0b4d2a9e-3c1d-4b7a-9a55-2f6f0c5f8f12",
             "rating": "up", "comment": "bien"}
            """,
        ["PUT /api/v1/bot/state"] = """{"is_active": true}""",
        ["PUT /api/v1/bot/config"] = Config,
        ["POST /api/v1/bot/preview"] = $$"""{"input": "¿Qué plazo hay?", "config": {{Config}}}""",
    }.ToDictionary(row => row.Key, row => JsonNode.Parse(row.Value)!.AsObject());

    private const string Config =
        """
        {"system_prompt": "Eres amable.", "temperature": 0.3, "bot_name": "Ana", "ui_prompt_extra": "", "welcome_message": "¡Hola!",
         "theme_color": "#2563eb", "starters": ["¿Qué plazo hay?"], "input_placeholder": "Escribe…", "contact_text": "900 123 123",
         "language": "es"}
        """;
}
