namespace Rag.Evaluation;

internal static class EvaluationProgram
{
    private static async Task<int> Main(string[] args)
    {
        if (EvaluationOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(EvaluationOptions.Usage);
            return 2;
        }

        var files = Directory.Exists(options.Path) ? Directory.GetFiles(options.Path, "*.json").Order(StringComparer.Ordinal).ToArray() : [options.Path];
        var chunking = Path.Combine(options.Path, "chunking");
        if (files.Length == 0 && !Directory.Exists(chunking))
        {
            await Console.Error.WriteLineAsync($"There is no evaluation data in {options.Path}; nothing was measured.");
            return 1;
        }

        foreach (var model in options.Models)
        {
            foreach (var file in files)
            {
                await MeasureAsync(SquadFile.Read(file), model, options, Console.Out);
            }

            if (Directory.Exists(chunking) && (options.Wants("chunking") || options.Wants("languages")))
            {
                await ChunkingMeasurement.RunAsync(ChunkingSet.Read(chunking), model, options, Console.Out);
            }
        }

        return 0;
    }

    private static async Task MeasureAsync(SquadFile squad, string model, EvaluationOptions options, TextWriter output)
    {
        if (options.Wants("ranking") || options.Wants("variants"))
        {
            await RankingMeasurement.RunAsync(squad, model, options, output);
        }

        if (options.Wants("refusal"))
        {
            await RefusalMeasurement.RunAsync(squad, half: 0, model, options, output);
            await RefusalMeasurement.RunAsync(squad, half: 1, model, options, output);
        }

        if (options.Wants("local"))
        {
            await LocalAnswerMeasurement.RunAsync(squad, model, options, output);
        }
    }
}
