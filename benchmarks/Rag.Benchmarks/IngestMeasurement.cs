using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rag.Application.Ingestion;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Infrastructure.Onnx;
using Rag.Infrastructure.Pdf;
using Rag.Testing;

namespace Rag.Benchmarks;

/// <summary>
/// What indexing costs beside embedding: 100 pages through the whole process, upload to searchable, in turns with embedding the same
/// chunks alone in this one; and the memory that 1,000 pages take.
/// </summary>
internal static partial class IngestMeasurement
{
    private const int Rounds = 5;
    private const int Pages = 100;
    private const int ManyPages = 1000;

    public static async Task RunAsync(TextWriter output)
    {
        using var extractor = new PdfPigTextExtractor(Options.Create(new PdfOptions()), TimeProvider.System, NullLogger<PdfPigTextExtractor>.Instance);
        using var workers = new PassageWorkers();
        using var model = new OnnxEmbeddingModel(EmbeddingModelFolder.Find(new EmbeddingOptions()), workers);
        await model.LoadAsync(CancellationToken.None);
        using var storage = new TemporaryFolder();
        var metricsPort = ApplicationProcess.FreePort();
        await using var application = ApplicationProcess.Start(new Dictionary<string, string>
        {
            ["STORAGE_DIR"] = storage.Path,
            ["MAX_FILE_SIZE_MB"] = "100",
            ["METRICS_PORT"] = metricsPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["ADMIN_EMAIL"] = Admin.Email,
            ["ADMIN_PASSWORD"] = Admin.Password,
        });
        await application.UntilAsync("api/v1/health/ready");
        await Admin.LogInAsync(application.Client);

        var words = await Book.ReadWordsAsync(extractor);
        var book = Book.Write(words, Pages, seed: 1);
        var texts = await CutAsync(extractor, model, book);
        await EmbedAsync(model, texts);
        await IndexAsync(application, book, "warm-up.pdf");

        var (alone, indexed) = (new List<double>(), new List<double>());
        var before = await StagesAsync(metricsPort);
        var (ownWork, itsWork) = (OwnProcessorSeconds(), application.ProcessorSeconds());
        for (var round = 0; round < Rounds; round++)
        {
            // Whoever comes second finds other neighbours on a shared machine, so they take turns at that too.
            if (round % 2 == 0)
            {
                alone.Add(await EmbedAsync(model, texts));
            }

            indexed.Add(await IndexAsync(application, book, $"book-{round}.pdf"));
            if (round % 2 == 1)
            {
                alone.Add(await EmbedAsync(model, texts));
            }
        }

        (ownWork, itsWork) = ((OwnProcessorSeconds() - ownWork) / Rounds, (application.ProcessorSeconds() - itsWork) / Rounds);
        var stages = await StagesAsync(metricsPort);
        var ratios = indexed.Zip(alone, (whole, part) => whole / part).ToList();
        await output.WriteLineAsync($"| {Pages} pages of 2,000 characters, {texts.Count} chunks, {Rounds} rounds | median | lowest | highest |");
        await output.WriteLineAsync("|---|---|---|---|");
        await WriteAsync(output, "embedding them alone, s", alone);
        await WriteAsync(output, "upload to searchable, s", indexed);
        await WriteAsync(output, "ratio of a round", ratios);
        await output.WriteLineAsync(FormattableString.Invariant(
            $"| processor time of a round: embedding {ownWork:F2} s, application and reading process {itsWork:F2} s | {itsWork / ownWork:F2} | | |"));
        await output.WriteLineAsync();
        await output.WriteLineAsync("| stage of the server | mean |");
        await output.WriteLineAsync("|---|---|");
        foreach (var (stage, seconds) in stages)
        {
            await output.WriteLineAsync(FormattableString.Invariant($"| {stage} | {(seconds - before.GetValueOrDefault(stage)) / Rounds:F2} s |"));
        }

        await MeasureMemoryAsync(output, application, Book.Write(words, ManyPages, seed: 2));
    }

    private static async Task MeasureMemoryAsync(TextWriter output, ApplicationProcess application, byte[] book)
    {
        var idle = application.ResidentBytes();
        using var done = new CancellationTokenSource();
        var watching = application.WatchMemoryAsync(done.Token);
        var seconds = await IndexAsync(application, book, "thousand.pdf");
        await done.CancelAsync();
        var (server, child) = await watching;
        await output.WriteLineAsync();
        await output.WriteLineAsync($"| {ManyPages} pages, {book.Length >> 10} KB | upload to searchable | server before | server, highest | reading process, highest |");
        await output.WriteLineAsync("|---|---|---|---|---|");
        await output.WriteLineAsync(FormattableString.Invariant($"| | {seconds:F1} s | {idle >> 20} MB | {server >> 20} MB | {child >> 20} MB |"));
    }

    private static async Task<IReadOnlyList<string>> CutAsync(PdfPigTextExtractor extractor, OnnxEmbeddingModel model, byte[] file)
    {
        var read = await extractor.ExtractAsync(new MemoryStream(file), new Progress<PageRead>(), CancellationToken.None);
        var chunks = Chunker.Split(
            new DocumentId(Guid.Empty), 1, read.Value.Title, PageTextBuilder.Build(read.Value), new ChunkingOptions(), model.FitsWhole);
        return [.. chunks.Select(chunk => chunk.IndexedText)];
    }

    private static async Task<double> EmbedAsync(OnnxEmbeddingModel model, IReadOnlyList<string> texts)
    {
        var clock = Stopwatch.StartNew();
        await model.GenerateAsync(texts, RoleEmbeddingOptions.Passage);
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>The requests of this process are a hundredth of it.</summary>
    private static double OwnProcessorSeconds()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static async Task<double> IndexAsync(ApplicationProcess application, byte[] file, string name)
    {
        var clock = Stopwatch.StartNew();
        await Admin.UploadAsync(application.Client, name, file);
        await Admin.UntilReadyAsync(application.Client, name);
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>Seconds spent in each stage so far, all documents together.</summary>
    private static async Task<Dictionary<string, double>> StagesAsync(int port)
    {
        using var client = new HttpClient();
        var text = await client.GetStringAsync($"http://127.0.0.1:{port}/metrics");
        return StageSum().Matches(text).ToDictionary(
            match => match.Groups["stage"].Value, match => double.Parse(match.Groups["sum"].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Task WriteAsync(TextWriter output, string name, List<double> values)
    {
        var sorted = values.Order().ToList();
        return output.WriteLineAsync(FormattableString.Invariant($"| {name} | {sorted[sorted.Count / 2]:F2} | {sorted[0]:F2} | {sorted[^1]:F2} |"));
    }

    [GeneratedRegex("""^rag_ingestion_stage\w*_sum\{.*stage="(?<stage>\w+)".*\} (?<sum>\S+)""", RegexOptions.Multiline)]
    private static partial Regex StageSum();
}
