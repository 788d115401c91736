using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Security;

public sealed class SecretRotationTests
{
    private const string NewSecret = "another-test-secret-of-more-than-32-bytes";
    private const string Me = "/api/v1/auth/me";

    [Test]
    public async Task A_new_secret_signs_nobody_out_while_the_old_one_is_named()
    {
        using var storage = new TemporaryFolder();
        var tokens = await LoginAsync(storage);
        await using var after = new RagApplication().With("STORAGE_DIR", storage.Path)
            .With("JWT_SECRET", NewSecret).With("JWT_SECRET_PREVIOUS", RagApplication.JwtSecret);

        var me = await after.Client(tokens.Access).GetAsync(Me);
        var refreshed = await after.Client().PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = tokens.Refresh });
        var renewed = (string)(await refreshed.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!;

        Assert.That(me.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(refreshed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(new JsonWebToken(renewed).Kid, Is.Not.Empty.And.Not.EqualTo(new JsonWebToken(tokens.Access).Kid));
        await AssertAsync(storage, NewSecret, renewed, HttpStatusCode.OK, "It is the new secret that signs.");
    }

    [Test]
    public async Task A_new_secret_signs_everybody_out_when_the_old_one_is_not_named()
    {
        using var storage = new TemporaryFolder();
        var tokens = await LoginAsync(storage);

        await AssertAsync(storage, NewSecret, tokens.Access, HttpStatusCode.Unauthorized, "Nobody trusts the old secret any more.");
    }

    private static async Task<Tokens> LoginAsync(TemporaryFolder storage)
    {
        await using var before = new RagApplication().With("STORAGE_DIR", storage.Path);
        return await before.LoginAsync();
    }

    private static async Task AssertAsync(TemporaryFolder storage, string secret, string access, HttpStatusCode expected, string reason)
    {
        await using var application = new RagApplication().With("STORAGE_DIR", storage.Path).With("JWT_SECRET", secret);
        var response = await application.Client(access).GetAsync(Me);
        Assert.That(response.StatusCode, Is.EqualTo(expected), reason);
    }
}
