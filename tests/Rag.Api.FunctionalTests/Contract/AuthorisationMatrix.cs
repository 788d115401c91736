namespace Rag.Api.FunctionalTests.Contract;

internal enum Caller
{
    Anyone,
    User,
    Admin,
}

/// <summary>
/// Who may call what, written by hand from the contract and never from the code. <see cref="ContractTests"/> fails for a route that
/// has no row, and for a row that has no route.
/// </summary>
internal static class AuthorisationMatrix
{
    public static readonly IReadOnlyDictionary<string, Caller> Rows = new Dictionary<string, Caller>
    {
        ["GET /api/v1/health"] = Caller.Anyone,
        ["GET /api/v1/health/ready"] = Caller.Anyone,
        ["POST /api/v1/auth/login"] = Caller.Anyone,
        ["POST /api/v1/auth/refresh"] = Caller.Anyone,
        ["GET /api/v1/auth/health"] = Caller.Anyone,
        ["GET /api/v1/auth/me"] = Caller.User,
        ["POST /api/v1/auth/logout"] = Caller.User,
        ["POST /api/v1/auth/change-password"] = Caller.User,
        ["GET /api/v1/users"] = Caller.Admin,
        ["POST /api/v1/users"] = Caller.Admin,
        ["PATCH /api/v1/users/{id}"] = Caller.Admin,
        ["DELETE /api/v1/users/{id}"] = Caller.Admin,
        ["POST /api/v1/pdfs/upload"] = Caller.Admin,
        ["GET /api/v1/pdfs"] = Caller.Admin,
        ["GET /api/v1/pdfs/list"] = Caller.Admin,
        ["GET /api/v1/pdfs/status/{filename}"] = Caller.Admin,
        ["GET /api/v1/pdfs/events"] = Caller.Admin,
        ["DELETE /api/v1/pdfs/{filename}"] = Caller.Admin,
        ["GET /api/v1/pdfs/download/{filename}"] = Caller.Admin,
        ["GET /api/v1/pdfs/view/{filename}"] = Caller.Admin,
        ["POST /api/v1/pdfs/link/{filename}"] = Caller.Admin,
        ["GET /api/v1/rag/rag-status"] = Caller.Admin,
        ["GET /api/v1/rag/consistency"] = Caller.Admin,
        ["POST /api/v1/rag/consistency/repair"] = Caller.Admin,
        ["POST /api/v1/rag/clear-rag"] = Caller.Admin,
        ["POST /api/v1/rag/rebuild"] = Caller.Admin,
        ["POST /api/v1/rag/retrieve-debug"] = Caller.Admin,
        ["POST /api/v1/rag/reindex-pdf"] = Caller.Admin,
        ["POST /api/v1/chat/stream"] = Caller.Anyone,
        ["POST /api/v1/chat/stream_log"] = Caller.Anyone,
        ["GET /api/v1/chat/history/{conversationId}"] = Caller.Anyone,
        ["POST /api/v1/chat/feedback"] = Caller.Anyone,
        ["GET /api/v1/chat/sources/{messageId}/{number}"] = Caller.Anyone,
        ["GET /api/v1/chat/conversations"] = Caller.Admin,
        ["GET /api/v1/chat/conversations/{id}"] = Caller.Admin,
        ["DELETE /api/v1/chat/conversations/{id}"] = Caller.Admin,
        ["GET /api/v1/chat/stats"] = Caller.Admin,
        ["GET /api/v1/chat/stats/daily"] = Caller.Admin,
        ["GET /api/v1/chat/unanswered"] = Caller.Admin,
        ["GET /api/v1/chat/trace/{messageId}"] = Caller.Admin,
        ["GET /api/v1/chat/usage"] = Caller.Admin,
        ["GET /api/v1/chat/export-conversations"] = Caller.Admin,
        ["GET /api/v1/bot/state"] = Caller.Admin,
        ["PUT /api/v1/bot/state"] = Caller.Admin,
        ["POST /api/v1/bot/toggle"] = Caller.Admin,
        ["GET /api/v1/bot/runtime"] = Caller.Admin,
        ["GET /api/v1/bot/config"] = Caller.Admin,
        ["PUT /api/v1/bot/config"] = Caller.Admin,
        ["POST /api/v1/bot/config/reset"] = Caller.Admin,
        ["POST /api/v1/bot/preview"] = Caller.Admin,
        ["GET /api/v1/bot/config/public"] = Caller.Anyone,
        ["GET /api/v1/system/configuration"] = Caller.Admin,
    };

    /// <summary>Not in the OpenAPI document, as the contract has it.</summary>
    public static readonly IReadOnlySet<string> Undocumented = new HashSet<string> { "GET /api/v1/auth/health" };

    public static IEnumerable<string> Closed => Rows.Where(row => row.Value != Caller.Anyone).Select(row => row.Key);
}
