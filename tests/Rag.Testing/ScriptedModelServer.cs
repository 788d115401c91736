using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Rag.Testing;

/// <summary>
/// A server of the OpenAI chat completions and embeddings over real HTTP that does what a test tells it to. Each request takes the next
/// script of those enqueued, and <see cref="Default"/> when there is none. Nothing sleeps: a script waits for its test.
/// <code>
/// await using var server = await ScriptedModelServer.StartAsync();
/// var gate = new ModelGate();
/// server.Enqueue(ModelScript.Tokens("El plazo ", gate, "es de 30 días [1]."));
/// … ask, see the first token …
/// gate.Open();
/// </code>
/// </summary>
public sealed class ScriptedModelServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ModelScript> _scripts = new();
    private readonly ConcurrentQueue<ModelRequest> _requests = new();
    private readonly ConcurrentQueue<ModelScript> _embeddingScripts = new();
    private readonly ConcurrentQueue<ModelRequest> _embeddingRequests = new();
    private readonly ConcurrentQueue<ModelScript> _completionScripts = new();
    private readonly ConcurrentQueue<ModelRequest> _completionRequests = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly CancellationTokenSource _testIsOver = new();
    private readonly WebApplication _app;
    private int _disposed;

    private ScriptedModelServer(WebApplication app) => _app = app;

    /// <summary>What <c>OPENAI_BASE_URL</c> is set to.</summary>
    public Uri BaseUrl => new(new Uri(_app.Urls.First()), "/v1");

    /// <summary>What <c>AZURE_OPENAI_ENDPOINT</c> is set to.</summary>
    public Uri AzureEndpoint => new(_app.Urls.First());

    /// <summary>Played when nothing is enqueued.</summary>
    public ModelScript Default { get; set; } = ModelScript.Tokens("El plazo ", "es de ", "30 días [1].");

    /// <summary>Played for embeddings where nothing is enqueued for them; null: vectors from the words.</summary>
    public ModelScript? Embeddings { get; set; }

    /// <summary>Length of the vectors. Much shorter ones put words of nothing in common in the same place, and an off-topic question is near.</summary>
    public int EmbeddingDimension { get; set; } = 1536;

    /// <summary>Whether vectors are sent packed to a client that asks for it; servers other than OpenAI's often send numbers all the same.</summary>
    public bool PacksEmbeddings { get; set; } = true;

    /// <summary>All requests for embeddings so far, in the order of their arrival.</summary>
    public IReadOnlyList<ModelRequest> EmbeddingRequests => [.. _embeddingRequests];

    /// <summary>All requests so far whose answer is wanted whole and not streamed: the completion of follow-up questions.</summary>
    public IReadOnlyList<ModelRequest> CompletionRequests => [.. _completionRequests];

    /// <summary>All requests for answers so far, in the order of their arrival.</summary>
    public IReadOnlyList<ModelRequest> Requests => [.. _requests];

    public static async Task<ScriptedModelServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new ScriptedModelServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public void Enqueue(params ReadOnlySpan<ModelScript> scripts)
    {
        foreach (var script in scripts)
        {
            _scripts.Enqueue(script);
        }
    }

    /// <summary>For completions of follow-up questions; where there is none the question is given back as it is.</summary>
    public void EnqueueCompletions(params ReadOnlySpan<ModelScript> scripts)
    {
        foreach (var script in scripts)
        {
            _completionScripts.Enqueue(script);
        }
    }

    public void EnqueueEmbeddings(params ReadOnlySpan<ModelScript> scripts)
    {
        foreach (var script in scripts)
        {
            _embeddingScripts.Enqueue(script);
        }
    }

    /// <summary>The next request that nobody has waited for yet; fails after ten seconds.</summary>
    public async Task<ModelRequest> NextRequestAsync()
    {
        // The limit only turns a hang into a failure; no test waits for it.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await _arrivals.WaitAsync(limit.Token);
        return _requests.First(request => request.TryTake());
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        // A script that still waits for its test ends with it.
        await _testIsOver.CancelAsync();
        await _app.DisposeAsync();
        _testIsOver.Dispose();
        _arrivals.Dispose();
    }

    private ModelScript ScriptFor(HttpContext context, ModelRequest request)
    {
        if (context.Request.Path.Value!.EndsWith("/embeddings", StringComparison.Ordinal))
        {
            _embeddingRequests.Enqueue(request);
            return _embeddingScripts.TryDequeue(out var wanted) ? wanted
                : Embeddings ?? ModelScript.Json(() => HashedVectors.Answer(request.Json, EmbeddingDimension, PacksEmbeddings));
        }

        if (!(request.Json.TryGetProperty("stream", out var streamed) && streamed.GetBoolean()))
        {
            _completionRequests.Enqueue(request);
            return _completionScripts.TryDequeue(out var completion) ? completion : ModelScript.Whole(request.Question);
        }

        _requests.Enqueue(request);
        _arrivals.Release();
        return _scripts.TryDequeue(out var next) ? next : Default;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new ModelRequest(
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted));
        context.RequestAborted.Register(request.ClientLeft);
        var script = ScriptFor(context, request);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _testIsOver.Token);
        try
        {
            await script.PlayAsync(new ModelStage(context, stopped.Token));
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // The client left, or the test is over: nobody is there to hear the rest.
        }
    }
}
