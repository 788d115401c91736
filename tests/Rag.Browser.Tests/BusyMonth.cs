using System.Net.Http.Json;
using Microsoft.Playwright;
using Rag.Api.FunctionalTests;
using Rag.Api.FunctionalTests.Chat;
using Rag.Testing;

namespace Rag.Browser.Tests;

/// <summary>A company after a month of visitors: documents good and broken, answers, refusals and ratings over many days.</summary>
internal static class BusyMonth
{
    public const string Question = "¿Cuál es el plazo de devolución?";
    public const string Refused = "¿Quién ganó el mundial de fútbol de 2010?";
    public const string LongName = "Condiciones generales de venta, garantía y servicio técnico para distribuidores autorizados (edición revisada de 2026).pdf";

    private static readonly string[] Known = [Question, "¿Cuánto dura la garantía?", "How long does the battery last?", "¿Dónde está el servicio técnico?"];
    private static readonly string[] Unknown = [Refused, "¿Quién ganó el mundial de 2010?", "¿Cuál es la capital de Mongolia?"];

    /// <summary>At its end; the clock is the machine's then, because a browser drops cookies of its past.</summary>
    public static async Task<Company> OpenAsync()
    {
        var company = await Company.OpenAsync(configure: null, document: null);
        await LiveAsync(company);
        return company;
    }

    private static async Task LiveAsync(Company company)
    {
        var now = TimeProvider.System.GetUtcNow();
        company.Application.Time.SetUtcNow(now.AddDays(-24));
        await company.UploadAsync("manual.pdf", SamplePdf.Manual());
        await company.UploadAsync(LongName, SamplePdf.WithPages("La garantía de los distribuidores autorizados cubre dos años y se reclama por escrito en el servicio técnico."));
        await company.UploadAsync("tarifas-2026.pdf", SamplePdf.WithPages("La tarifa del envío urgente es de 12,50 euros y la del envío normal de 4,90 euros en toda la península."));
        await company.UploadAsync("escaneo.pdf", "%PDF-1.7 and then nothing"u8.ToArray());
        foreach (var daysAgo in new[] { 21, 19, 18, 14, 12, 11, 10, 7, 5, 4, 3, 2, 1, 0 })
        {
            company.Application.Time.SetUtcNow(now.AddDays(-daysAgo).AddMinutes(-20));
            for (var i = 0; i <= (daysAgo * 5) % 4; i++)
            {
                company.Application.Time.Advance(TimeSpan.FromMinutes(1));
                await AskAsync(company, Known[(daysAgo + i) % Known.Length], "up", null);
            }

            if (daysAgo % 3 == 0)
            {
                await AskAsync(company, Unknown[daysAgo % Unknown.Length], "down", "Esperaba encontrar el resultado, y un enlace donde leer más.");
            }
        }

        company.Application.Time.SetUtcNow(now.AddMinutes(-1));
        await AskAsync(company, Question, "down", "Falta decir desde qué día cuenta el plazo.");
        using var admin = await company.Application.SignedInAsync();
        (await admin.PostAsJsonAsync("/api/v1/users", new { email = "nombre.muy.largo.de.una.persona@empresa-de-ejemplo.example.com", password = RagApplication.Password, full_name = "María de los Ángeles Fernández-Cañizares" })).EnsureSuccessStatusCode();
        company.Application.Time.SetUtcNow(now);
    }

    /// <summary>A document that is being read and one that waits, which in here are over before a picture is taken.</summary>
    public static Task ShowWorkAsync(IPage page) => page.RouteAsync("**/api/v1/pdfs/events", route => route.FulfillAsync(new()
    {
        ContentType = "text/event-stream",
        Body = string.Concat(Document("1", "catálogo-otoño.pdf", "processing", "0.62"), Document("2", "normativa.pdf", "queued", "0")),
    }));

    private static string Document(string id, string name, string status, string progress) =>
        $$"""
        id: {{id}}
        event: document
        data: {"document_id":"{{id}}","filename":"{{name}}","size":2345678,"last_modified":"2026-11-24T10:15:00Z","status":"{{status}}","progress":{{progress}},"pages":0,"chunks":0,"error":null,"pending":null}


        """;

    private static async Task AskAsync(Company company, string question, string rating, string? comment)
    {
        var meta = (await company.Application.AskAsync(question)).Single("meta");
        using var visitor = company.Application.Client();
        (await visitor.PostAsJsonAsync("/api/v1/chat/feedback", new
        {
            conversation_id = (string?)meta["conversation_id"],
            message_id = (string?)meta["message_id"],
            rating,
            comment,
        })).EnsureSuccessStatusCode();
    }
}
