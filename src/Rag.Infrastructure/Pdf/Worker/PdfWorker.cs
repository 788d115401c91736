using Rag.Infrastructure.Pdf.Protocol;

namespace Rag.Infrastructure.Pdf.Worker;

/// <summary>
/// The other end of the pipe: this executable started as <c>pdf-worker</c>. It reads one PDF, answers, and ends. Whatever a file does
/// to it, the server only sees a process that went away.
/// </summary>
public static class PdfWorker
{
    /// <summary>The one argument that makes the executable a worker.</summary>
    public const string Argument = "pdf-worker";

    /// <summary>Deep but sound files nest a few thousand objects, which PdfPig reads by recursion; the usual 1 MB ends at some of them.</summary>
    private const int StackBytes = 16 * 1024 * 1024;

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Stream input, Stream output)
    {
        // A library that prints something must not print it into the answer.
        Console.SetOut(TextWriter.Null);
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => done.SetResult(Answer(input, output)), StackBytes) { Name = "PDF", IsBackground = true };
        thread.Start();
        return await done.Task;
    }

    private static int Answer(Stream input, Stream output)
    {
        using var answer = new BufferedStream(output, 64 * 1024);
        using var frames = new PdfFrameWriter(answer);
        try
        {
            frames.WriteHeader();
            if (!NetworkGate.Close())
            {
                frames.WriteNetworkKept();
            }

            answer.Flush();
            var request = PdfRequest.Read(input);
            EndWithParent(input);
            frames.WriteEnded(PdfFileReader.Read(request, frames));
            return 0;
        }
        catch (OutOfMemoryException)
        {
            frames.WriteEnded(PdfOutcome.TooComplex);
            return 0;
        }
        catch (Exception e) when (e is IOException or PdfProtocolException)
        {
            // The parent is gone, or was never one.
            return 1;
        }
    }

    /// <summary>The parent never writes again: when its end of the pipe closes it has died, or has no more use for the answer.</summary>
    private static void EndWithParent(Stream input)
    {
        var watch = new Thread(() =>
        {
            try
            {
                _ = input.ReadByte();
            }
            catch (IOException)
            {
                // A broken pipe says the same as its end.
            }

            Environment.Exit(1);
        })
        { Name = "Parent watch", IsBackground = true };
        watch.Start();
    }
}
