using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Rag.Application.Chat;
using Rag.Application.Costs;
using Rag.Application.Retrieval;
using Rag.Domain.Conversations;

namespace Rag.Infrastructure.OpenAi;

/// <summary>
/// Calls to the provider's embeddings: split to what one request may hold, limited in time, tried again where that makes sense.
/// Its failures are <see cref="ModelException"/>s; its own words end here.
/// </summary>
internal sealed partial class EmbeddingCalls(
    string model, IEmbeddingGenerator<string, Embedding<float>> provider, TokenMeter meter, ITokenCounter tokens, TimeProvider time, ILogger<EmbeddingCalls> logger)
{
    /// <summary>A request may hold 300,000 tokens, and no text has more tokens than bytes.</summary>
    private const int MostBytes = 250_000;

    /// <summary>Somebody waits for a question: one quick second try within the time of the first, and rather a refusal than a wait.</summary>
    private static readonly Patience ForQueries = new(Attempts: 2, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(0.5), LongestWait: TimeSpan.FromSeconds(2))
    {
        Whole = TimeSpan.FromSeconds(10),
    };

    /// <summary>Nobody waits for a passage, and its worker would only try again: about a minute and a half of outage passes here.</summary>
    private static readonly Patience ForPassages = new(Attempts: 8, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(1), LongestWait: TimeSpan.FromMinutes(2));

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);

    /// <summary>The vectors of these texts in their order, all of one dimension and of unit length.</summary>
    /// <exception cref="ModelException">The provider refused, failed or answered with what is no embedding.</exception>
    public async Task<IReadOnlyList<float[]>> EmbedAsync(IReadOnlyList<string> texts, EmbeddingRole role, CancellationToken cancellationToken)
    {
        var vectors = new List<float[]>(texts.Count);
        foreach (var part in Parts(texts))
        {
            vectors.AddRange(await EmbedPartAsync(part, role == EmbeddingRole.Query ? ForQueries : ForPassages, cancellationToken));
        }

        return vectors;
    }

    private static IEnumerable<List<string>> Parts(IEnumerable<string> texts)
    {
        var part = new List<string>();
        var bytes = 0;
        foreach (var text in texts)
        {
            var size = System.Text.Encoding.UTF8.GetByteCount(text);
            if (part.Count > 0 && bytes + size > MostBytes)
            {
                yield return part;
                (part, bytes) = ([], 0);
            }

            part.Add(text);
            bytes += size;
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    private async Task<float[][]> EmbedPartAsync(List<string> texts, Patience patience, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var rest = patience.Whole - time.GetElapsedTime(started);
                return await CallAsync(texts, TimeSpan.FromTicks(Math.Clamp(rest.Ticks, 1, patience.Call.Ticks)), cancellationToken);
            }
            catch (ModelException fault) when (MayTryAgain(fault, attempt, patience, time.GetElapsedTime(started)))
            {
                await Task.Delay(PauseAfter(fault, attempt, patience), time, cancellationToken);
            }
        }
    }

    private static bool MayTryAgain(ModelException fault, int attempt, Patience patience, TimeSpan elapsed) =>
        fault.CanRetry && attempt < patience.Attempts && fault.Error.RetryAfter.GetValueOrDefault() <= patience.LongestWait
        && elapsed + PauseAfter(fault, attempt, patience) < patience.Whole;

    private static TimeSpan PauseAfter(ModelException fault, int attempt, Patience patience)
    {
        var backoff = TimeSpan.FromTicks(Math.Min(LongestBackoff.Ticks, (long)(patience.FirstBackoff.Ticks * Math.Pow(2, attempt - 1))));
        return fault.Error.RetryAfter is { } asked && asked > backoff ? asked : backoff;
    }

    private async Task<float[][]> CallAsync(List<string> texts, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            var answer = await provider.GenerateAsync(texts, options: null, either.Token);
            await RecordAsync(texts, answer.Usage?.InputTokenCount);
            return ToUnitLength(answer, texts.Count);
        }
        catch (Exception fault)
        {
            // Sent and cut: the provider may have counted it, and nobody will hear what.
            if (either.IsCancellationRequested)
            {
                await RecordAsync(texts, counted: null);
            }

            cancellationToken.ThrowIfCancellationRequested();
            var translated = fault as ModelException ?? ModelFaults.TranslateEmbedding(fault, time.GetUtcNow());
            CallFailed(translated.Error.Code, ModelFaults.StatusOf(fault), fault.GetBaseException().GetType().Name);
            throw translated;
        }
    }

    private Task RecordAsync(List<string> texts, long? counted) => meter.RecordAsync(new SpentTokens(
        time.GetUtcNow(), ModelCallKind.Embedding, model, (int)(counted ?? texts.Sum(text => tokens.Count(text, model))), Completion: 0,
        IsEstimated: counted is null, Conversation: null));

    private static float[][] ToUnitLength(GeneratedEmbeddings<Embedding<float>> answer, int count)
    {
        var vectors = answer.Select(embedding => embedding.Vector.ToArray()).ToArray();
        if (vectors.Length != count || vectors.Any(vector => vector.Length == 0 || vector.Length != vectors[0].Length))
        {
            throw new ModelException(ConversationErrors.EmbedderFailed(), canRetry: false);
        }

        foreach (var vector in vectors)
        {
            var norm = TensorPrimitives.Norm<float>(vector);
            if (!float.IsFinite(norm) || norm <= 0)
            {
                throw new ModelException(ConversationErrors.EmbedderFailed(), canRetry: false);
            }

            TensorPrimitives.Divide(vector, norm, vector);
        }

        return vectors;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Embedding call failed: {Code} (status {Status}, {Kind})")]
    private partial void CallFailed(string code, int? status, string kind);

    private sealed record Patience(int Attempts, TimeSpan Call, TimeSpan FirstBackoff, TimeSpan LongestWait)
    {
        /// <summary>For all attempts and the pauses between them.</summary>
        public TimeSpan Whole { get; init; } = TimeSpan.MaxValue;
    }
}
