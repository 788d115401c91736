using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Ingestion;
using Rag.Infrastructure.Pdf;
using Rag.Infrastructure.Pdf.Worker;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

[Platform("Linux")]
public sealed class PdfNetworkTests
{
    private const uint X64 = 0xC000_003E;
    private const uint SocketCall = 41;

    [Test]
    public async Task Is_given_up_by_every_thread_of_the_process_before_it_takes_the_file()
    {
        using var worker = Process.Start(PdfWorkerCommand.Create(new PdfOptions(), PdfBudget.Of(new PdfOptions())))!;
        await worker.StandardOutput.BaseStream.ReadExactlyAsync(new byte[5]);

        var states = Directory.GetDirectories($"/proc/{worker.Id}/task").Select(task => File.ReadAllText(Path.Combine(task, "status"))).ToList();
        worker.StandardInput.Close();

        Assert.That(states, Has.Count.GreaterThan(1));
        Assert.That(states, Has.All.Contains("Seccomp:\t2").And.All.Contains("NoNewPrivs:\t1"));
        await worker.WaitForExitAsync();
    }

    [Test]
    public void Cannot_be_had_back_by_whoever_gave_it_up()
    {
        // Once before, so that nothing is compiled, and no thread started, behind the gate.
        Connect();
        var (isClosed, before, after) = (false, true, true);
        var thread = new Thread(() =>
        {
            before = Connect();
            isClosed = NetworkGate.CloseForThisThread();
            after = Connect();
        });
        thread.Start();
        thread.Join();

        Assert.That((before, isClosed, after), Is.EqualTo((true, true, false)));
    }

    [TestCase(X64, SocketCall, NetworkGate.Refused)]
    [TestCase(X64, 425u, NetworkGate.Refused)]
    [TestCase(X64, SocketCall | 0x4000_0000, NetworkGate.Refused)]
    [TestCase(0x4000_0003u, 102u, NetworkGate.Refused)]
    [TestCase(X64, 0u, NetworkGate.Allowed)]
    [TestCase(X64, SocketCall + 1, NetworkGate.Allowed)]
    public void Has_no_other_name_by_which_it_could_be_asked_for(uint architecture, uint call, uint answer)
    {
        Assert.That(Run(NetworkGate.Program(X64, SocketCall), architecture, call), Is.EqualTo(answer));
    }

    [Test]
    public async Task Is_said_once_to_be_kept_where_the_kernel_does_not_take_it()
    {
        using var folder = new TemporaryFolder();
        var script = folder.File("worker.sh");
        // Says so when it has the file: one that ended before would be a pipe that broke.
        await File.WriteAllTextAsync(script, "#!/bin/sh\nprintf 'RPDA\\001'; head -c 1000 > /dev/null; printf 'N\\000\\000\\000\\000'; exit 0\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var log = new Warnings();
        using var extractor = new PdfPigTextExtractor(Options.Create(new PdfOptions { WorkerPath = script }), TimeProvider.System, log);

        await extractor.ExtractAsync(new MemoryStream(SamplePdf.Manual()), new Progress<PageRead>(), default);
        await extractor.ExtractAsync(new MemoryStream(SamplePdf.Manual()), new Progress<PageRead>(), default);

        Assert.That(log.Count, Is.EqualTo(1));
    }

    private static bool Connect()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The four instructions of the program, as the kernel runs them.</summary>
    private static uint Run(NetworkGate.Instruction[] program, uint architecture, uint call)
    {
        var accumulator = 0u;
        for (var at = 0; ; at++)
        {
            var (code, ifTrue, ifFalse, operand) = program[at];
            switch (code)
            {
                case 0x20:
                    accumulator = operand == 4 ? architecture : call;
                    break;
                case 0x15:
                    at += accumulator == operand ? ifTrue : ifFalse;
                    break;
                case 0x35:
                    at += accumulator >= operand ? ifTrue : ifFalse;
                    break;
                default:
                    return operand;
            }
        }
    }

    private sealed class Warnings : ILogger<PdfPigTextExtractor>
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Count += logLevel == LogLevel.Warning ? 1 : 0;
    }
}
