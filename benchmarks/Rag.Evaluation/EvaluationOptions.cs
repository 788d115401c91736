using System.Globalization;

namespace Rag.Evaluation;

/// <param name="Path">A SQuAD-format file, or a folder with such files and perhaps a <c>chunking</c> folder.</param>
/// <param name="Parts">Names of the measurements; empty: all.</param>
/// <param name="Models">Manifest names of the embedding models.</param>
/// <param name="Sample">Questions of each measurement, spread evenly; null: all.</param>
/// <param name="Storage">Where ingested corpora are kept for the next run; null: nowhere.</param>
/// <param name="Settings">Of the application, beside its defaults.</param>
internal sealed record EvaluationOptions(
    string Path, IReadOnlyList<string> Parts, IReadOnlyList<string> Models, int? Sample, string? Storage, string? Dump,
    IReadOnlyDictionary<string, string> Settings)
{
    public const string Usage = """
        Rag.Evaluation PATH [--part ranking|variants|chunking|languages|refusal|local]... [--model e5|minilm]...
                            [--sample N] [--storage FOLDER] [--dump FOLDER] [--set NAME=VALUE]...
        PATH: a file in the format of SQuAD, or a folder with such files (*.json) and chunking/*.md with chunking/questions.csv.
        """;

    public static EvaluationOptions? Parse(string[] args)
    {
        var (path, sample, storage, dump) = ((string?)null, (int?)null, (string?)null, (string?)null);
        var parts = new List<string>();
        var models = new List<string>();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                path = args[i];
                continue;
            }

            if (i + 1 == args.Length)
            {
                return null;
            }

            var value = args[++i];
            switch (args[i - 1])
            {
                case "--part": parts.Add(value); break;
                case "--model": models.Add(value == "minilm" ? EvaluatedApplication.MiniLm : EvaluatedApplication.E5); break;
                case "--sample": sample = int.Parse(value, CultureInfo.InvariantCulture); break;
                case "--storage": storage = value; break;
                case "--dump": dump = value; break;
                case "--set": settings[value[..value.IndexOf('=', StringComparison.Ordinal)]] = value[(value.IndexOf('=', StringComparison.Ordinal) + 1)..]; break;
                default: return null;
            }
        }

        return path is null ? null : new EvaluationOptions(
            path, parts, models.Count > 0 ? models : [EvaluatedApplication.E5, EvaluatedApplication.MiniLm], sample, storage, dump, settings);
    }

    public bool Wants(string part) => Parts.Count == 0 || Parts.Contains(part);

    /// <summary>As many as wanted, spread evenly.</summary>
    public IReadOnlyList<T> SampleOf<T>(IReadOnlyList<T> all) => Sample is not { } count || count >= all.Count
        ? all
        : [.. Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Count / count)])];
}
