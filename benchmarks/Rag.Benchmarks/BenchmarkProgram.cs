using BenchmarkDotNet.Running;

namespace Rag.Benchmarks;

internal static class BenchmarkProgram
{
    private static async Task Main(string[] args)
    {
        if (args is ["process"])
        {
            await ProcessMeasurement.RunAsync(Console.Out);
            return;
        }

        if (args is ["export"])
        {
            await ExportMeasurement.RunAsync(Console.Out);
            return;
        }

        if (args is ["login"])
        {
            await LoginMeasurement.RunAsync(Console.Out);
            return;
        }

        if (args is ["ingest"])
        {
            await IngestMeasurement.RunAsync(Console.Out);
            return;
        }

        if (args is ["hostile"])
        {
            await HostileMeasurement.RunAsync(Console.Out);
            return;
        }

        BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args);
    }
}
