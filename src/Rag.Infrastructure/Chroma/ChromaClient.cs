using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Rag.Application;

namespace Rag.Infrastructure.Chroma;

/// <summary>
/// The calls to a Chroma server that are needed here, over its API v2. Each has a limit and each may be repeated: writing overwrites
/// by id, deleting names ids, and a collection is made only when it is missing.
/// </summary>
internal sealed class ChromaClient(HttpClient http, IOptions<ChromaOptions> options)
{
    public const string Name = "chroma";

    private const string Collections = "api/v2/tenants/default_tenant/databases/default_database/collections";

    private readonly CallLimit _read = new(options.Value.ReadAttempt, options.Value.ReadCall);
    private readonly CallLimit _write = new(options.Value.WriteAttempt, options.Value.WriteCall);

    public Task<ServerLimits> GetLimitsAsync(CancellationToken cancellationToken) =>
        CallAsync<ServerLimits>(HttpMethod.Get, "api/v2/pre-flight-checks", body: null, _read, cancellationToken);

    public Task<Collection> GetOrCreateAsync(NewCollection collection, CancellationToken cancellationToken) =>
        CallAsync<Collection>(HttpMethod.Post, Collections, collection, _read, cancellationToken);

    public Task<Collection> FindAsync(string name, CancellationToken cancellationToken) =>
        CallAsync<Collection>(HttpMethod.Get, $"{Collections}/{Uri.EscapeDataString(name)}", body: null, _read, cancellationToken);

    public Task UpdateAsync(Guid collection, CollectionChange change, CancellationToken cancellationToken) =>
        CallAsync<JsonElement>(HttpMethod.Put, $"{Collections}/{collection}", change, _write, cancellationToken);

    public Task DropAsync(string name, CancellationToken cancellationToken) =>
        CallAsync<JsonElement>(HttpMethod.Delete, $"{Collections}/{Uri.EscapeDataString(name)}", body: null, _write, cancellationToken);

    public Task<long> CountAsync(Guid collection, CancellationToken cancellationToken) =>
        CallAsync<long>(HttpMethod.Get, $"{Collections}/{collection}/count", body: null, _read, cancellationToken);

    public Task UpsertAsync(Guid collection, Records records, CancellationToken cancellationToken) =>
        CallAsync<JsonElement>(HttpMethod.Post, $"{Collections}/{collection}/upsert", records, _write, cancellationToken);

    public Task<QueryAnswer> QueryAsync(Guid collection, Query query, CancellationToken cancellationToken) =>
        CallAsync<QueryAnswer>(HttpMethod.Post, $"{Collections}/{collection}/query", query, _read, cancellationToken);

    public Task<FetchAnswer> FetchAsync(Guid collection, Fetch fetch, CancellationToken cancellationToken) =>
        CallAsync<FetchAnswer>(HttpMethod.Post, $"{Collections}/{collection}/get", fetch, _read, cancellationToken);

    public Task DeleteAsync(Guid collection, Deletion deletion, CancellationToken cancellationToken) =>
        CallAsync<JsonElement>(HttpMethod.Post, $"{Collections}/{collection}/delete", deletion, _write, cancellationToken);

    // A caller that leaves does not take the request with it: a server of 1.0 whose client hangs up in the middle of a query ends its
    // compactor and refuses every later write until it is started again. The call goes on to its end or its limit, and nobody listens.
    private Task<T> CallAsync<T>(HttpMethod method, string path, object? body, CallLimit limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return SendAsync<T>(method, path, body, limit).WaitAsync(cancellationToken);
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CallLimit limit)
    {
        // The network's time is the machine's, whatever clock the rest of the application goes by.
        using var whole = new CancellationTokenSource(limit.Call);
        try
        {
            using var request = new HttpRequestMessage(method, path);
            request.Options.Set(CallLimit.Key, limit);
            request.Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: ChromaJson.Options);
            using var response = await http.SendAsync(request, whole.Token);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                throw new ChromaCollectionGoneException();
            }

            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<T>(ChromaJson.Options, whole.Token)
                ?? throw new JsonException("null where an answer should be");
        }
        catch (Exception fault) when (IsOfTheServer(fault))
        {
            throw new StoreUnavailableException("The Chroma server cannot be used at the moment.", fault);
        }
    }

    private static bool IsOfTheServer(Exception fault) => fault is HttpRequestException or IOException or OperationCanceledException
        or TimeoutRejectedException or BrokenCircuitException or JsonException or NotSupportedException or InvalidOperationException;
}

/// <param name="Attempt">For one attempt.</param>
/// <param name="Call">For all of them together.</param>
internal sealed record CallLimit(TimeSpan Attempt, TimeSpan Call)
{
    public static readonly HttpRequestOptionsKey<CallLimit> Key = new("Rag.CallLimit");
}

/// <summary>The server answers and does not know the collection, or the address is not that of a Chroma server.</summary>
internal sealed class ChromaCollectionGoneException() : Exception("The Chroma server has nothing at this address.");
