using System.Diagnostics;
using System.Globalization;
using Rag.Infrastructure.Pdf;
using Rag.Infrastructure.Pdf.Protocol;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

/// <summary>The process itself; scripts stand in for it where a test has to see how it is treated.</summary>
public sealed class PdfProcessTests
{
    private readonly TemporaryFolder _folder = new();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Reads_the_next_file_after_one_that_crashed_its_process()
    {
        using var extractor = PdfReading.Extractor(options => options.MaxProcesses = 1);

        var crashed = await extractor.ExtractAsync(new MemoryStream(HostilePdf.Crashing()), new Progress<Application.Ingestion.PageRead>(), default);
        var next = await extractor.ExtractAsync(new MemoryStream(SamplePdf.WithPages("Sigue aquí.")), new Progress<Application.Ingestion.PageRead>(), default);

        Assert.That(crashed.Error?.Code, Is.EqualTo("pdf_damaged"));
        Assert.That(next.Value.Pages.Single().Lines.Texts(), Is.EqualTo(new[] { "Sigue aquí." }));
    }

    [Test]
    public async Task Ends_when_its_parent_goes_away()
    {
        using var worker = Process.Start(PdfWorkerCommand.Create(new PdfOptions(), PdfBudget.Of(new PdfOptions())))!;
        await PdfRequest.WriteAsync(worker.StandardInput.BaseStream, new PdfOptions().Limits, HostilePdf.SelfCallingForms(), default);
        var answered = await worker.StandardOutput.BaseStream.ReadAsync(new byte[5]);

        worker.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await worker.WaitForExitAsync(patience.Token);

        Assert.That(answered, Is.GreaterThan(0));
        Assert.That(worker.HasExited);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "A shell script stands in for the process.")]
    public async Task Is_gone_when_the_caller_gives_up()
    {
        using var giveUp = new CancellationTokenSource();
        var script = Script($"printf 'RPDA\\001'; echo $$ > {_folder.File("pid.tmp")}; mv {_folder.File("pid.tmp")} {_folder.File("pid")}; exec sleep 600");
        var reading = PdfReading.ExtractAsync(SamplePdf.Manual(), options => options.WorkerPath = script, cancellationToken: giveUp.Token);
        var process = await RunningAsync();

        await giveUp.CancelAsync();

        Assert.That(async () => await reading, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(process.HasExited);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "A shell script stands in for the process.")]
    public async Task Knows_no_secrets()
    {
        Environment.SetEnvironmentVariable("RAG_TEST_API_KEY", "sk-do-not-tell");
        var script = Script($"printf 'RPDA\\001'; env > {_folder.File("environment")}");

        await PdfReading.ExtractAsync(SamplePdf.Manual(), options => options.WorkerPath = script);
        var environment = await File.ReadAllTextAsync(_folder.File("environment"));

        Assert.That(environment, Does.Not.Contain("sk-do-not-tell"));
        Assert.That(environment, Does.Contain("PATH=").And.Contain("DOTNET_GCHeapHardLimit=18000000"));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "A shell script stands in for the process.")]
    public async Task Gives_way_to_those_who_chat_meanwhile()
    {
        // The file is written after the priority is set: whoever has a byte of it sees the one that it was given.
        var script = Script($"printf 'RPDA\\001'; head -c 1 > /dev/null; nice > {_folder.File("nice")}");

        await PdfReading.ExtractAsync(SamplePdf.Manual(), options => options.WorkerPath = script);

        Assert.That(int.Parse(await File.ReadAllTextAsync(_folder.File("nice")), CultureInfo.InvariantCulture), Is.GreaterThanOrEqualTo(10));
    }

    [Test]
    public void Is_the_applications_own_assembly_whatever_hosts_it()
    {
        var start = PdfWorkerCommand.Create(new PdfOptions(), PdfBudget.Of(new PdfOptions()));

        Assert.That(Path.GetFileNameWithoutExtension(start.FileName), Is.EqualTo("dotnet"));
        Assert.That(start.ArgumentList, Is.EqualTo(new[] { "exec", Path.Combine(AppContext.BaseDirectory, "Rag.Api.dll"), "pdf-worker" }));
    }

    [TestCase("printf 'RPDA\\001'; exit 0")]
    [TestCase("printf 'RPDA\\001O'; exit 3")]
    [TestCase("printf 'RPDA\\001'; echo 'not a frame'; exec cat > /dev/null")]
    [TestCase("printf 'RPDA\\001'; exec yes 'complaint' >&2")]
    [Platform(Exclude = "Win", Reason = "A shell script stands in for the process.")]
    public async Task Is_not_believed_when_it_breaks_over_a_file(string behaviour)
    {
        var script = Script(behaviour);

        var result = await PdfReading.ExtractAsync(SamplePdf.Manual(), options => options.WorkerPath = script);

        Assert.That(result.Error?.Code, Is.EqualTo("pdf_damaged"));
    }

    [TestCase("exit 131")]
    [TestCase("echo 'You must install .NET'; exec cat > /dev/null")]
    [TestCase("printf 'RPDA\\002'; exec cat > /dev/null")]
    [Platform(Exclude = "Win", Reason = "A shell script stands in for the process.")]
    public void Does_not_blame_the_file_when_it_cannot_start(string behaviour)
    {
        var script = Script(behaviour);

        Assert.That(
            async () => await PdfReading.ExtractAsync(SamplePdf.Manual(), options => options.WorkerPath = script), Throws.InstanceOf<PdfWorkerException>());
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "A shell script stands in for the process.")]
    public async Task Is_ended_when_it_never_reads_the_file()
    {
        var script = Script("printf 'RPDA\\001'; exec sleep 600");

        var result = await PdfReading.ExtractAsync(
            new byte[4 * 1024 * 1024], options => (options.WorkerPath, options.MinTime) = (script, TimeSpan.FromSeconds(1)));

        Assert.That(result.Error?.Code, Is.EqualTo("pdf_timeout"));
    }

    private string Script(string body)
    {
        var path = _folder.File("worker.sh");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    private async Task<Process> RunningAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await timer.WaitForNextTickAsync())
        {
            if (File.Exists(_folder.File("pid")))
            {
                return Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(_folder.File("pid")), CultureInfo.InvariantCulture));
            }
        }

        throw new InvalidOperationException("The timer never ends.");
    }
}
