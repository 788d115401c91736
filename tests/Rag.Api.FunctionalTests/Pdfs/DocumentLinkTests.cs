using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Pdfs;

/// <summary>Signed links: what opens one document for a short time without signing in.</summary>
public sealed class DocumentLinkTests
{
    private const string Name = "Año & tarifas 50%.pdf";
    private const string OtherSecret = "another-test-secret-of-more-than-32-bytes";

    private static readonly byte[] Content = SamplePdf.WithPages("El envío a Canarias cuesta 9,75 euros.");

    [Test]
    public async Task A_link_shows_or_saves_the_file_without_signing_in_until_it_expires()
    {
        await using var application = await UploadedAsync();
        using var visitor = application.Client();

        var link = await LinkAsync(application, Name);
        var view = await visitor.GetAsync((string)link["url"]!);
        var download = await visitor.GetAsync((string)(await LinkAsync(application, Name, "?download=true"))["url"]!);
        application.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        var last = await visitor.GetAsync((string)link["url"]!);
        application.Time.Advance(TimeSpan.FromSeconds(1));
        var late = await visitor.GetAsync((string)link["url"]!);

        Assert.That(link.Select(field => field.Key), Is.EqualTo(new[] { "url", "expires_at" }));
        Assert.That((DateTimeOffset)link["expires_at"]!, Is.EqualTo(application.Time.GetUtcNow()));
        Assert.That(await view.Content.ReadAsByteArrayAsync(), Is.EqualTo(Content));
        Assert.That(view.Content.Headers.ContentDisposition?.DispositionType, Is.EqualTo("inline"));
        Assert.That(view.Headers.GetValues("Referrer-Policy"), Is.EqualTo(new[] { "no-referrer" }));
        Assert.That(download.Content.Headers.ContentDisposition?.DispositionType, Is.EqualTo("attachment"));
        Assert.That(last.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await late.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_link");
    }

    [TestCase("http", "rag.example.com:8443")]
    [TestCase("https", "rag.example.com")]
    public async Task A_link_has_the_scheme_and_the_host_that_a_trusted_proxy_names(string scheme, string host)
    {
        await using var application = await UploadedAsync(application => application.With("TRUSTED_PROXIES", "private"));
        using var admin = await application.SignedInAsync();
        admin.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);
        admin.DefaultRequestHeaders.Add("X-Forwarded-Host", host);

        var url = (string)(await LinkAsync(admin, Name))["url"]!;

        Assert.That(url, Does.StartWith($"{scheme}://{host}/api/v1/pdfs/view/A%C3%B1o%20%26%20tarifas%2050%25.pdf?token="));
    }

    [Test]
    public async Task A_link_has_nothing_of_what_a_stranger_forwards()
    {
        await using var application = await UploadedAsync();
        using var admin = await application.SignedInAsync();
        admin.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        admin.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");

        var url = (string)(await LinkAsync(admin, Name))["url"]!;

        Assert.That(url, Does.StartWith(new Uri(application.Address, "/api/v1/pdfs/view/").ToString()));
    }

    [Test]
    public async Task A_token_opens_its_own_document_and_nothing_else()
    {
        await using var application = await UploadedAsync();
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("otro.pdf", Content);
        var token = await TokenAsync(application);
        using var visitor = application.Client();

        var other = await visitor.GetAsync($"/api/v1/pdfs/view/otro.pdf?token={token}");
        var unknown = await visitor.GetAsync($"/api/v1/pdfs/view/none.pdf?token={token}");
        var changed = await visitor.GetAsync(Path("view", (token[0] == 'A' ? "B" : "A") + token[1..]));
        var garbage = await visitor.GetAsync(Path("download", "garbage"));
        var list = await visitor.GetAsync($"/api/v1/pdfs?token={token}");
        var status = await visitor.GetAsync(Path("status", token));
        var bearer = await application.Client(token).GetAsync("/api/v1/auth/me");
        var jwt = await visitor.GetAsync(Path("view", (await application.LoginAsync()).Access));

        foreach (var refused in new[] { other, unknown, changed, garbage, jwt })
        {
            await refused.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_link");
        }

        foreach (var refused in new[] { list, status, bearer })
        {
            await refused.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
        }
    }

    [Test]
    public async Task An_admin_needs_no_link_and_a_broken_one_does_no_harm()
    {
        await using var application = await UploadedAsync();
        await application.AddUserAsync("ana@example.com");
        using var admin = await application.SignedInAsync();
        using var ana = await application.SignedInAsync("ana@example.com");
        var token = await TokenAsync(application);

        Assert.That((await admin.GetAsync(Path("view"))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await admin.GetAsync(Path("view", "garbage"))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await ana.GetAsync(Path("view", token))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await application.Client("stale").GetAsync(Path("view", token))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await (await ana.GetAsync(Path("view"))).AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        await (await ana.PostAsync($"/api/v1/pdfs/link/{Uri.EscapeDataString(Name)}", null)).AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task A_link_to_a_deleted_document_opens_nothing_even_when_another_takes_its_name()
    {
        await using var application = await UploadedAsync();
        using var admin = await application.SignedInAsync();
        var path = Path("view", await TokenAsync(application));

        (await admin.DeleteAsync($"/api/v1/pdfs/{Uri.EscapeDataString(Name)}")).EnsureSuccessStatusCode();
        var deleted = await application.Client().GetAsync(path);
        await admin.UploadAsync(Name, Content);
        var successor = await application.Client().GetAsync(path);
        var forAdmin = await admin.GetAsync(path);
        var none = await admin.PostAsync("/api/v1/pdfs/link/none.pdf", null);

        await deleted.AssertProblemAsync(HttpStatusCode.NotFound, "document_not_found");
        await successor.AssertProblemAsync(HttpStatusCode.NotFound, "document_not_found");
        Assert.That(forAdmin.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await none.AssertProblemAsync(HttpStatusCode.NotFound, "document_not_found");
    }

    [TestCase(RagApplication.JwtSecret, HttpStatusCode.OK)]
    [TestCase("", HttpStatusCode.Unauthorized)]
    public async Task A_link_outlives_a_change_of_the_secret_while_the_old_one_is_named(string previous, HttpStatusCode expected)
    {
        using var storage = new TemporaryFolder();
        string token;
        await using (var before = await UploadedAsync(application => application.With("STORAGE_DIR", storage.Path)))
        {
            token = await TokenAsync(before);
        }

        await using var after = new RagApplication().With("STORAGE_DIR", storage.Path)
            .With("JWT_SECRET", OtherSecret).With("JWT_SECRET_PREVIOUS", previous);

        Assert.That((await after.Client().GetAsync(Path("view", token))).StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task No_token_is_in_the_log()
    {
        await using var application = await UploadedAsync(application => application.With("LOG_LEVEL", "DEBUG"));
        var token = await TokenAsync(application);

        await application.Client().GetAsync(Path("view", token));
        await application.Client().GetAsync($"/api/v1/pdfs/view/none.pdf?token={token}");
        await application.Log.RequestLineAsync("api/v1/pdfs/view/{filename}");

        Assert.That(application.Log.Text, Does.Not.Contain(token));
    }

    [Test]
    public async Task The_files_are_documented_with_either_way_in()
    {
        await using var application = new RagApplication();

        var document = (await application.Client().GetFromJsonAsync<JsonObject>("/swagger/v1/swagger.json"))!;
        var operation = document["paths"]!["/api/v1/pdfs/view/{filename}"]!["get"]!;

        Assert.That(operation["security"]!.ToJsonString(), Is.EqualTo("""[{"bearer":[]},{"document_link":[]}]"""));
        Assert.That(operation["responses"]!.AsObject().Select(response => response.Key), Is.SupersetOf(new[] { "401", "403", "404" }));
        Assert.That((string?)document["components"]!["securitySchemes"]!["document_link"]!["name"], Is.EqualTo("token"));
    }

    private static string Path(string action, string? token = null) =>
        $"/api/v1/pdfs/{action}/{Uri.EscapeDataString(Name)}" + (token is null ? "" : $"?token={token}");

    private static async Task<RagApplication> UploadedAsync(Action<RagApplication>? configure = null)
    {
        var application = new RagApplication();
        configure?.Invoke(application);
        using var admin = await application.SignedInAsync();
        (await admin.UploadAsync(Name, Content)).EnsureSuccessStatusCode();
        return application;
    }

    private static async Task<string> TokenAsync(RagApplication application) =>
        ((string)(await LinkAsync(application, Name))["url"]!).Split("?token=")[1];

    private static async Task<JsonObject> LinkAsync(RagApplication application, string name, string query = "")
    {
        using var admin = await application.SignedInAsync();
        return await LinkAsync(admin, name, query);
    }

    private static async Task<JsonObject> LinkAsync(HttpClient admin, string name, string query = "")
    {
        var response = await admin.PostAsync($"/api/v1/pdfs/link/{Uri.EscapeDataString(name)}{query}", null);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
