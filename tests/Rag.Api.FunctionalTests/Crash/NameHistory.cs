using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Crash;

/// <param name="Marker">A word that stands on every page of this content and in no other.</param>
internal sealed record CrashContent(string Marker, byte[] Bytes, string Hash);

/// <summary>
/// One client that uploads, replaces, deletes and indexes anew under one name, and what may be there afterwards: what was
/// acknowledged last, or what the request that got no answer was about to make of it. Null stands for no document.
/// </summary>
internal sealed class NameHistory(string fileName, int seed)
{
    private static readonly string[] Words =
        ["contrato", "plazo", "tarifa", "entrega", "cliente", "garantía", "horario", "factura", "almacén", "devolución", "pedido", "soporte"];

    private readonly Random _random = new(seed);
    private CrashContent? _acknowledged;
    private bool _isUnanswered;
    private CrashContent? _asked;
    private int _contents;

    public string FileName => fileName;

    public IReadOnlyList<CrashContent?> Possible => _isUnanswered ? [_acknowledged, _asked] : [_acknowledged];

    public int Acknowledged { get; private set; }

    /// <summary>Goes on until the application no longer answers.</summary>
    public async Task ActAsync(HttpClient admin, CancellationToken killed)
    {
        try
        {
            while (!killed.IsCancellationRequested)
            {
                await StepAsync(admin);
                await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(0, 400)), TimeProvider.System, killed);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            // The kill. What had been asked for and not answered stays noted.
        }
    }

    /// <summary>What was found afterwards is what the next round begins with.</summary>
    public void Found(CrashContent? content) => (_acknowledged, _isUnanswered) = (content, false);

    private async Task StepAsync(HttpClient admin)
    {
        var choice = _random.Next(100);
        var after = choice < 65 ? NewContent() : choice < 75 ? _acknowledged : choice < 90 ? null : _acknowledged;
        (_asked, _isUnanswered) = (after, true);
        using var response = choice switch
        {
            < 75 when after is not null => await admin.UploadAsync(fileName, after.Bytes),
            < 90 => await admin.DeleteAsync($"/api/v1/pdfs/{fileName}"),
            _ => await admin.PostAsJsonAsync("/api/v1/rag/reindex-pdf", new { filename = fileName }),
        };
        var isDone = response.IsSuccessStatusCode || (response.StatusCode == HttpStatusCode.NotFound && _acknowledged is null);
        Assert.That(isDone || response.StatusCode == HttpStatusCode.Conflict, $"{fileName}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        (_acknowledged, _isUnanswered) = (isDone ? after : _acknowledged, false);
        Acknowledged++;
    }

    private CrashContent NewContent()
    {
        var marker = $"marca{seed}n{++_contents}";
        var pages = Enumerable.Range(1, _random.Next(1, 13)).Select(page => Page(marker, page)).ToArray();
        var bytes = SamplePdf.WithPages(pages);
        return new CrashContent(marker, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private string Page(string marker, int page)
    {
        var text = new StringBuilder();
        for (var sentence = 0; sentence < 12; sentence++)
        {
            text.Append(CultureInfo.InvariantCulture, $"En la página {page} {marker} dice: ").AppendJoin(' ', Enumerable.Range(0, 10).Select(_ => Words[_random.Next(Words.Length)])).Append(". ");
        }

        return text.ToString();
    }
}
