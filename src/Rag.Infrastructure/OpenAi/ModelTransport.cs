using System.ClientModel.Primitives;
using Microsoft.Extensions.Options;

namespace Rag.Infrastructure.OpenAi;

/// <summary>The connections to the provider, kept for the life of the process.</summary>
internal sealed class ModelTransport : IDisposable
{
    private readonly HttpClient _http;

    public ModelTransport(IOptions<ModelCallOptions> options) => _http = new HttpClient(new SocketsHttpHandler
    {
        ConnectTimeout = options.Value.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),

        // A provider does not redirect; following one could carry the prompt to somebody else.
        AllowAutoRedirect = false,
        UseCookies = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public TOptions Configure<TOptions>(TOptions options)
        where TOptions : ClientPipelineOptions
    {
        options.Transport = new HttpClientPipelineTransport(_http);

        // No second try: it would hold the first token back in silence, and the socket handler itself repeats a request
        // that met a connection which the server had closed meanwhile. The client is told that asking again makes sense.
        options.RetryPolicy = new ClientRetryPolicy(maxRetries: 0);

        // GuardedChatClient limits the call; a second clock would only blur which limit was passed.
        options.NetworkTimeout = Timeout.InfiniteTimeSpan;
        options.ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false };
        return options;
    }

    public void Dispose() => _http.Dispose();
}
