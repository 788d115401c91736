namespace Rag.Api.Security;

/// <summary>Who may call a route. Without any of these, whoever is signed in; with <c>[AllowAnonymous]</c>, everybody.</summary>
internal static class Access
{
    /// <summary>An active user whom the database calls an admin now.</summary>
    public const string Admin = "admin";

    /// <summary>An admin, or whoever has a signed link to the document that the route names.</summary>
    public const string AdminOrLink = "admin_or_link";
}
