using System.Net.Mime;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Rag.Api.Configuration;
using Rag.Api.Docs;
using Rag.Api.Edge;
using Rag.Api.Errors;
using Rag.Api.Health;
using Rag.Api.Logging;
using Rag.Api.Metrics;
using Rag.Api.Pages;
using Rag.Api.RateLimits;
using Rag.Api.Security;
using Rag.Api.Startup;
using Rag.Api.Streams;
using Rag.Api.SystemAdmin;

namespace Rag.Api;

internal static class ApiServices
{
    /// <summary>The longest body where an action does not say otherwise: no JSON of this API comes near it.</summary>
    private const long LongestBody = 1024 * 1024;

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ServerOptions>>((kestrel, server) =>
        {
            kestrel.Listen(server.Value.EndPoint);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
        });

        services.AddControllers(mvc =>
            {
                // Without it a string is JSON too, as every other answer.
                mvc.OutputFormatters.RemoveType<StringOutputFormatter>();
                foreach (var types in mvc.InputFormatters.OfType<SystemTextJsonInputFormatter>().Select(formatter => formatter.SupportedMediaTypes)
                    .Concat(mvc.OutputFormatters.OfType<SystemTextJsonOutputFormatter>().Select(formatter => formatter.SupportedMediaTypes)))
                {
                    types.Clear();
                    types.Add(MediaTypeNames.Application.Json);
                }
            })
            .AddJsonOptions(json =>
            {
                ApiJson.Configure(json.JsonSerializerOptions);
                // Keeps the exception itself, which tells broken JSON from a wrong type; its message names our classes.
                json.AllowInputFormatterExceptionMessages = false;
            })
            .ConfigureApiBehaviorOptions(api =>
            {
                api.SuppressMapClientErrors = true;
                api.InvalidModelStateResponseFactory = InvalidRequest.ToResult;
            });

        return services
            .AddExceptionHandler<UnhandledExceptions>()
            .AddEdge()
            .AddRateLimits()
            .AddSecurity()
            .AddReadiness()
            .AddLogs()
            .AddDocs()
            .AddPages()
            .AddMetricsPort()
            .AddSingleton(provider => ConfigurationResponse.Of(provider.GetRequiredService<Settings>()))
            .AddGracefulStop()
            .AddHostedService<FirstAdminStartup>()
            .AddSingleton<FirstAdminNotice>()
            .AddHostedService<ConsoleBanner>();
    }

    private static IServiceCollection AddGracefulStop(this IServiceCollection services)
    {
        services.AddOptions<StopOptions>().Configure<IHostEnvironment>((stop, environment) =>
            stop.Notice = environment.IsDevelopment() ? TimeSpan.Zero : stop.Notice);
        services.AddOptions<HostOptions>().Configure<IOptions<StopOptions>>((host, stop) => host.ShutdownTimeout = stop.Value.Whole);
        return services.AddSingleton<RunningAnswers>().AddHostedService<GracefulStop>();
    }

    /// <summary>The order of the pipeline: what stands first sees every answer, those of everything below included.</summary>
    public static WebApplication UseApi(this WebApplication application)
    {
        application.UseMiddleware<RequestIds>();
        if (OtlpSettings.AreSet)
        {
            application.UseMiddleware<RequestSpan>();
        }

        application.UseMetricsPort();
        application.UseTrustedProxies();
        application.UseMiddleware<RequestLog>();
        application.UseMiddleware<SecurityHeaders>();
        application.UseMiddleware<VaryByOrigin>();
        application.UseCors();
        application.UseExceptionHandler(_ => { });
        application.UseStatusCodePages(context =>
            ProblemWriter.WriteAsync(context.HttpContext, Problem.Of(context.HttpContext.Response.StatusCode)));
        application.UseDocs();
        application.UseLandingRedirect();
        application.UsePageFiles();
        application.UseRouting();
        // Before authentication, which asks the database.
        application.UseRateLimiter();
        application.UseAuthentication();
        application.UseAuthorization();
        application.MapControllers();
        return application;
    }
}
