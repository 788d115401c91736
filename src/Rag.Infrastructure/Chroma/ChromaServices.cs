using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;

namespace Rag.Infrastructure.Chroma;

internal static class ChromaServices
{
    /// <summary>The vector index on a Chroma server. Nothing of it is made unless <see cref="ChromaOptions.Url"/> is set.</summary>
    public static IServiceCollection AddChroma(this IServiceCollection services)
    {
        services.AddOptions<ChromaOptions>().BindConfiguration(ChromaOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddTransient<WholeAnswers>();
        var http = services.AddHttpClient(ChromaClient.Name, Configure)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(2),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),

                // A Chroma server does not redirect; following one could carry the token to somebody else.
                AllowAutoRedirect = false,
                UseCookies = false,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        http.AddResilienceHandler(ChromaClient.Name, (pipeline, context) =>
            Build(pipeline, context.ServiceProvider.GetRequiredService<IOptions<ChromaOptions>>().Value));
        http.AddHttpMessageHandler<WholeAnswers>();

        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ChromaClient>(
            provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(ChromaClient.Name)));
        services.AddSingleton<ChromaVectorIndex>();
        return services;
    }

    private static void Configure(IServiceProvider services, HttpClient client)
    {
        var options = services.GetRequiredService<IOptions<ChromaOptions>>().Value;
        client.BaseAddress = new Uri(options.Url!.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");

        // ChromaClient limits the call; a second clock would only blur which limit was passed.
        client.Timeout = Timeout.InfiniteTimeSpan;
        if (!string.IsNullOrEmpty(options.Token))
        {
            // The server reads one of the two, by its own configuration; what stands before it, the other.
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Token);
            client.DefaultRequestHeaders.Add("X-Chroma-Token", options.Token);
        }
    }

    private static void Build(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ChromaOptions options)
    {
        // Real time: with a clock that a test holds still, no wait would end.
        pipeline.TimeProvider = TimeProvider.System;
        pipeline
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(100),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 6,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = options.Break,
            })
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = arguments => ValueTask.FromResult(LimitOf(arguments.Context).Attempt),
            });
    }

    private static CallLimit LimitOf(ResilienceContext context) =>
        context.GetRequestMessage()!.Options.TryGetValue(CallLimit.Key, out var limit)
            ? limit
            : throw new InvalidOperationException("A call without a limit.");

    /// <summary>Reads the body inside the attempt, so that an answer that is cut or stops half-way is a failed attempt like any other.</summary>
    private sealed class WholeAnswers : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            try
            {
                await response.Content.LoadIntoBufferAsync(cancellationToken);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }
}
