using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Chat;
using Rag.Domain.Conversations;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

public sealed class ExportTests
{
    private const string Path = "/api/v1/chat/export-conversations";

    private static readonly ConversationId First = new(new Guid("11111111-3c1d-4b7a-9a55-2f6f0c5f8f11"));
    private static readonly ConversationId Second = new(new Guid("22222222-3c1d-4b7a-9a55-2f6f0c5f8f11"));

    private RagApplication _application = null!;

    [SetUp]
    public void Start() => _application = new RagApplication();

    [TearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [Test]
    public async Task The_workbook_is_valid_sorted_and_has_the_contracts_header()
    {
        await SaveAsync(Second, "¿Y el envío?", minutes: 5);
        await SaveAsync(First, "Son 30 días [1].", minutes: 1, MessageRole.Assistant);
        await SaveAsync(First, "¿Cuál es el plazo?", minutes: 0);
        using var admin = await _application.SignedInAsync();

        using var response = await admin.GetAsync(Path);
        var workbook = Workbook.Read(await response.Content.ReadAsByteArrayAsync());

        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
        Assert.That(response.Content.Headers.ContentDisposition?.ToString(), Is.EqualTo("attachment; filename=conversaciones_20260302_093000.xlsx"));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(workbook.Faults, Is.Empty);
        Assert.That(workbook.Only.Name, Is.EqualTo("Conversaciones"));
        Assert.That(workbook.Only.Rows, Is.EqualTo(new string[][]
        {
            ["ID Conversación", "Fecha y Hora", "Rol", "Mensaje"],
            [First.ToString(), "2026-03-02 09:30:00", "user", "¿Cuál es el plazo?"],
            [First.ToString(), "2026-03-02 09:31:00", "assistant", "Son 30 días [1]."],
            [Second.ToString(), "2026-03-02 09:35:00", "user", "¿Y el envío?"],
        }));
        Assert.That((workbook.Only.HasBoldHeader, workbook.Only.IsHeaderFrozen), Is.EqualTo((true, true)));
        Assert.That(workbook.Only.Filter, Is.EqualTo("A1:D4"));
    }

    [TestCase("=1+1", "=1+1", "'=1+1")]
    [TestCase("+1", "+1", "'+1")]
    [TestCase("-1", "-1", "'-1")]
    [TestCase("@SUM(A1)", "@SUM(A1)", "'@SUM(A1)")]
    [TestCase("\t=1", "\t=1", "'\t=1")]
    [TestCase("\r=1", "_x000D_=1", "'\r=1")]
    [TestCase("a\u0008b\uFFFFc", "a_x0008_b_xFFFF_c", "a\u0008b\uFFFFc")]
    [TestCase("_x0041_ a_b", "_x005F_x0041_ a_b", "_x0041_ a_b")]
    [TestCase("  <b>&\"a\";\n😀  ", "  <b>&\"a\";\n😀  ", "  <b>&\"\"a\"\";\n😀  ")]
    public async Task Every_text_stays_text_in_every_format(string text, string inSheet, string inCsv)
    {
        await SaveAsync(First, text);
        using var admin = await _application.SignedInAsync();

        var workbook = Workbook.Read(await admin.GetByteArrayAsync(Path));
        var csv = Encoding.UTF8.GetString(await admin.GetByteArrayAsync($"{Path}?format=csv"));
        var json = (await admin.GetFromJsonAsync<JsonArray>($"{Path}?format=json"))!;

        Assert.That(workbook.Faults, Is.Empty);
        Assert.That(workbook.Only.Rows[1][3], Is.EqualTo(inSheet));
        Assert.That(workbook.Only.Formulas, Is.Zero);
        Assert.That(csv, Does.EndWith($"{First};2026-03-02 09:30:00;user;\"{inCsv}\"\r\n"));
        Assert.That((string?)json[0]!["content"], Is.EqualTo(text));
    }

    [Test]
    public async Task A_cell_is_cut_at_Excels_limit_and_not_through_a_character()
    {
        await SaveAsync(First, new string('a', 32_767));
        await SaveAsync(Second, new string('a', 32_765) + "😀 y más");
        using var admin = await _application.SignedInAsync();

        var workbook = Workbook.Read(await admin.GetByteArrayAsync(Path));
        var json = (await admin.GetFromJsonAsync<JsonArray>($"{Path}?format=json"))!;

        Assert.That(workbook.Faults, Is.Empty);
        Assert.That(workbook.Only.Rows[1][3], Is.EqualTo(new string('a', 32_767)));
        Assert.That(workbook.Only.Rows[2][3], Is.EqualTo(new string('a', 32_765) + "…"));
        Assert.That((string?)json[1]!["content"], Does.EndWith("😀 y más"));
    }

    [Test]
    public async Task Without_messages_there_is_the_header_alone()
    {
        using var admin = await _application.SignedInAsync();

        var workbook = Workbook.Read(await admin.GetByteArrayAsync(Path));
        using var csv = await admin.GetAsync($"{Path}?format=csv");
        using var json = await admin.GetAsync($"{Path}?format=json");

        Assert.That(workbook.Faults, Is.Empty);
        Assert.That(workbook.Only.Rows, Is.EqualTo(new string[][] { ["ID Conversación", "Fecha y Hora", "Rol", "Mensaje"] }));
        Assert.That(await csv.Content.ReadAsByteArrayAsync(), Is.EqualTo(Encoding.UTF8.GetBytes("\uFEFFID Conversación;Fecha y Hora;Rol;Mensaje\r\n")));
        Assert.That(csv.Content.Headers.ContentDisposition?.FileName, Is.EqualTo("conversaciones_20260302_093000.csv"));
        Assert.That(csv.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/csv; charset=utf-8"));
        Assert.That(await json.Content.ReadAsStringAsync(), Is.EqualTo("[]"));
        Assert.That(json.Content.Headers.ContentDisposition?.FileName, Is.EqualTo("conversaciones_20260302_093000.json"));
    }

    [Test]
    public async Task Json_is_an_array_in_raw_UTF8()
    {
        await SaveAsync(First, "¿Año? 😀");
        using var admin = await _application.SignedInAsync();

        var json = await admin.GetStringAsync($"{Path}?format=json");

        Assert.That(json, Is.EqualTo(
            $"[{{\"conversation_id\":\"{First}\",\"timestamp\":\"2026-03-02T09:30:00.000Z\",\"role\":\"user\",\"content\":\"¿Año? 😀\"}}]"));
    }

    [TestCase("from=2026-03-03", "3 9:30,4 0:00")]
    [TestCase("to=2026-03-03", "2 9:30,3 9:30")]
    [TestCase("from=2026-03-03&to=2026-03-03", "3 9:30")]
    [TestCase("from=2026-03-02T09:30:00Z&to=2026-03-02T09:30:00Z", "2 9:30")]
    [TestCase("from=2026-03-02T09:30:01", "3 9:30,4 0:00")]
    [TestCase("to=2026-03-03T10:29:59.999%2B01:00", "2 9:30")]
    [TestCase("to=2026-03-03T10:30:00+01:00", "2 9:30,3 9:30")]
    [TestCase("from=&to=9999-12-31", "2 9:30,3 9:30,4 0:00")]
    public async Task Both_ends_of_a_range_belong_to_it_and_a_day_to_its_end(string query, string expected)
    {
        await SaveAsync(First, "2 9:30");
        await SaveAsync(First, "3 9:30", minutes: 24 * 60);
        await SaveAsync(First, "4 0:00", minutes: (2 * 24 * 60) - 570);
        using var admin = await _application.SignedInAsync();

        var json = (await admin.GetFromJsonAsync<JsonArray>($"{Path}?format=json&{query}"))!;

        Assert.That(string.Join(',', json.Select(message => (string)message!["content"]!)), Is.EqualTo(expected));
    }

    [TestCase("format=pdf", "query.format")]
    [TestCase("from=ayer", "query.from")]
    [TestCase("to=2026-02-30", "query.to")]
    [TestCase("from=2026-03-03&to=2026-03-02", "query.from")]
    public async Task Refuses_what_it_does_not_understand(string query, string location)
    {
        using var admin = await _application.SignedInAsync();

        using var response = await admin.GetAsync($"{Path}?{query}");

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { location }));
    }

    [Test]
    public async Task Is_for_admins_alone()
    {
        await _application.AddUserAsync("ana@example.com");
        using var nobody = _application.Client();
        using var user = await _application.SignedInAsync("ana@example.com");

        using var unknown = await nobody.GetAsync(Path);
        using var forbidden = await user.GetAsync(Path);

        await unknown.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
        await forbidden.AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    private Task SaveAsync(ConversationId conversation, string text, int minutes = 0, MessageRole role = MessageRole.User) =>
        _application.Services.GetRequiredService<IMessageRepository>().SaveAsync(
            new Message
            {
                Id = new MessageId(RandomIds.NewKey()),
                ConversationId = conversation,
                Role = role,
                Content = text,
                Timestamp = A.Time.AddMinutes(minutes),
            },
            CancellationToken.None);
}
