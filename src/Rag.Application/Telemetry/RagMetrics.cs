using System.Diagnostics.Metrics;
using Rag.Domain.Documents;

namespace Rag.Application.Telemetry;

/// <summary>
/// What this application counts of its own work, on the meter <see cref="MeterName"/>. Every label has a value of a fixed list or
/// a name from the configuration: no content, no id and no address of anybody can become one.
/// </summary>
public sealed class RagMetrics
{
    public const string MeterName = "Rag";

    private static readonly InstrumentAdvice<double> Milliseconds = new()
    {
        HistogramBucketBoundaries = [10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000],
    };

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    private readonly Counter<long> _questions;
    private readonly Histogram<double> _firstToken;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _ingested;
    private readonly Histogram<double> _stages;
    private readonly Histogram<double> _embeddings;
    private readonly Counter<long> _rateLimited;
    private readonly Histogram<double> _retrieval;
    private readonly Counter<long> _cacheLookups;
    private CorpusFigures? _corpus;
    private IReadOnlyDictionary<string, double> _dependencies = new Dictionary<string, double>();

    public RagMetrics(IMeterFactory meters)
        : this(meters.Create(MeterName))
    {
    }

    internal RagMetrics(Meter meter)
    {
        _questions = meter.CreateCounter<long>("rag.questions", "{question}", "Questions by how their answer ended.");
        _firstToken = meter.CreateHistogram("rag.first_token", "ms", "From the question to the first token sent.", tags: null, Milliseconds);
        _tokens = meter.CreateCounter<long>("rag.tokens", "{token}", "Tokens of models elsewhere by model and kind.");
        _ingested = meter.CreateCounter<long>("rag.ingestions", "{attempt}", "Attempts to index a document by how they ended.");
        _stages = meter.CreateHistogram("rag.ingestion.stage", "s", "How long a stage of indexing a document took.", tags: null, Seconds);
        _embeddings = meter.CreateHistogram("rag.embedding", "s", "How long embedding a question or a batch of passages took.", tags: null, Seconds);
        _retrieval = meter.CreateHistogram("rag.retrieval.stage", "s", "How long a stage of finding passages took.", tags: null, Seconds);
        _rateLimited = meter.CreateCounter<long>("rag.rate_limited", "{request}", "Requests refused for being too many, by class of route.");
        _cacheLookups = meter.CreateCounter<long>("rag.cache.lookups", "{lookup}", "Questions that the answer cache knew or did not know.");
        meter.CreateObservableGauge("rag.documents", Documents, "{document}", "Documents by state.");
        meter.CreateObservableGauge("rag.ingestion.queue", () => Of(corpus => corpus.Waiting), "{document}", "Documents that wait or are being indexed.");
        meter.CreateObservableGauge("rag.vectors", () => Of(corpus => corpus.Vectors), "{vector}", "Vectors in the index.");
        meter.CreateObservableGauge("rag.dependency", Dependencies, unit: null, "What answering needs: 1 healthy, 0.5 degraded, 0 lost.");
    }

    public void QuestionEnded(QuestionOutcome outcome) => _questions.Add(1, new KeyValuePair<string, object?>("outcome", Label(outcome)));

    public void FirstTokenSent(TimeSpan after) => _firstToken.Record(after.TotalMilliseconds);

    /// <param name="model">The configured name, never one that a client sent.</param>
    public void TokensSpent(string model, int prompt, int completion)
    {
        Add("prompt", prompt);
        Add("completion", completion);

        void Add(string kind, int count)
        {
            if (count > 0)
            {
                _tokens.Add(count, new("model", model), new("kind", kind));
            }
        }
    }

    /// <param name="model">The configured name.</param>
    public void TokensEmbedded(string model, long count)
    {
        if (count > 0)
        {
            _tokens.Add(count, new("model", model), new("kind", "embedding"));
        }
    }

    public void IngestionEnded(IngestionEnd outcome) => _ingested.Add(1, new KeyValuePair<string, object?>("outcome", Label(outcome)));

    public void StageTook(IngestionStage stage, TimeSpan elapsed) =>
        _stages.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("stage", Label(stage)));

    /// <param name="stage">embed, search or rank.</param>
    public void RetrievalStageTook(string stage, TimeSpan elapsed) =>
        _retrieval.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));

    public void EmbeddingTook(EmbeddedText text, TimeSpan elapsed) =>
        _embeddings.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("text", Label(text)));

    /// <param name="routes">A class of routes, not a route that a client named.</param>
    public void RateLimited(Enum routes) => _rateLimited.Add(1, new KeyValuePair<string, object?>("routes", Label(routes)));

    public void AnswerLookedUp(bool isHit) => _cacheLookups.Add(1, new KeyValuePair<string, object?>("outcome", isHit ? "hit" : "miss"));

    /// <summary>What the gauges show from now on; null where it is not known, so that they show nothing rather than something old.</summary>
    public void ShowCorpus(CorpusFigures? corpus) => Volatile.Write(ref _corpus, corpus);

    /// <param name="states">From the name of a check of readiness to 1 healthy, 0.5 degraded, 0 lost.</param>
    public void ShowDependencies(IReadOnlyDictionary<string, double> states) => Volatile.Write(ref _dependencies, states);

    private IEnumerable<Measurement<double>> Dependencies() =>
        Volatile.Read(ref _dependencies).Select(state => new Measurement<double>(state.Value, new KeyValuePair<string, object?>("check", state.Key)));

    private IEnumerable<Measurement<long>> Documents() => Volatile.Read(ref _corpus) is { } corpus
        ? Enum.GetValues<DocumentStatus>().Select(state => new Measurement<long>(
            corpus.Documents.GetValueOrDefault(state), new KeyValuePair<string, object?>("state", Label(state))))
        : [];

    private IEnumerable<Measurement<long>> Of(Func<CorpusFigures, long> figure) =>
        Volatile.Read(ref _corpus) is { } corpus ? [new Measurement<long>(figure(corpus))] : [];

    // "NoAnswer" is "no_answer".
    private static string Label(Enum value) => string.Concat(value.ToString().Select((letter, i) =>
        char.IsAsciiLetterUpper(letter) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));
}
