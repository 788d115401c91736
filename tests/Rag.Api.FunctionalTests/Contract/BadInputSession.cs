using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Users;
using Rag.Domain.Users;

namespace Rag.Api.FunctionalTests.Contract;

/// <summary>One application that gets nothing but bad requests, each from somebody who is signed in anew.</summary>
internal sealed class BadInputSession : IAsyncDisposable
{
    private readonly RagApplication _application;

    private BadInputSession(RagApplication application, OpenApi api) => (_application, Api) = (application, api);

    private const string Ordinary = "ana@example.com";

    public OpenApi Api { get; }

    public static async Task<BadInputSession> StartAsync()
    {
        var application = new RagApplication().WithRealModel();
        await application.AddUserAsync(Ordinary);
        return new BadInputSession(application, await OpenApi.OfAsync(application));
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    public Task<HttpResponseMessage> SendAsync(string route, HttpContent? body, bool asOrdinaryUser = false) =>
        SendAsync(GoodRequests.Of(route, GoodRequests.PathOf(route), body), route, asOrdinaryUser);

    /// <summary>Sends as the least that may call the route, or as an admin.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string route, bool asOrdinaryUser = false)
    {
        using var client = _application.Client();
        var caller = AuthorisationMatrix.Rows[route];
        if (caller != Caller.Anyone)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await LoginAsync(caller, asOrdinaryUser)).Access);
        }

        // Who sends megabytes waits for leave first, or does not get to see the refusal.
        request.Headers.ExpectContinue = request.Content?.Headers.ContentLength > 1 << 20;
        using (request)
        {
            return await client.SendAsync(request);
        }
    }

    // A request may end its own session or change its user's password.
    private async Task<Tokens> LoginAsync(Caller caller, bool asOrdinaryUser)
    {
        if (caller == Caller.Admin)
        {
            return await _application.LoginAsync();
        }

        var email = asOrdinaryUser ? Ordinary : (await _application.AddUserAsync($"{Guid.CreateVersion7():N}@example.com")).Email;
        return await _application.LoginAsync(email);
    }

    public async Task<User> UserAsync() =>
        (await _application.Services.GetRequiredService<IUserRepository>().FindByEmailAsync(Ordinary, CancellationToken.None))!;

    /// <summary>Fails for a 5xx, for a refusal that is no problem in the one shape, and for one that tells of our inside.</summary>
    public static async Task AssertHarmlessAsync(HttpResponseMessage response, string what)
    {
        Assert.That((int)response.StatusCode, Is.LessThan(500), what);
        if ((int)response.StatusCode < 400)
        {
            return;
        }

        var text = await response.Content.ReadAsStringAsync();
        if (text.Length == 0 && response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestUriTooLong)
        {
            // Kestrel's own answer to an address or a header that is none, before any of our code.
            return;
        }

        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"), what);
        Assert.That((string?)JsonNode.Parse(text)!["code"], Is.Not.Null.And.Not.Empty, what);
        foreach (var inside in Insides)
        {
            Assert.That(text, Does.Not.Contain(inside), what);
        }
    }

    private static readonly string[] Insides =
        ["   at ", "Exception", "System.", "Microsoft.", "Rag.", "SQLite", Path.GetTempPath(), AppContext.BaseDirectory, "LineNumber"];
}
