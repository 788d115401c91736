using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Auth;
using Rag.Application.Bots;
using Rag.Application.Chat;
using Rag.Application.Consistency;
using Rag.Application.Costs;
using Rag.Application.Ingestion;
using Rag.Application.Pipeline;
using Rag.Application.RagAdmin;
using Rag.Application.Retrieval;
using Rag.Application.Telemetry;

namespace Rag.Application;

public static class ApplicationServices
{
    /// <summary>The use cases with their validators and the two behaviors around them.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        ValidatorOptions.Global.DefaultRuleLevelCascadeMode = CascadeMode.Stop;
        ValidatorOptions.Global.LanguageManager = new FieldMessages();
        ValidatorOptions.Global.MessageFormatterFactory = () => new UnformattedMessages();

        // By hand: MediatR's own registration is a package that belongs to its paid line (docs/adr/0002).
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.Scan(scan => scan.FromAssemblyOf<IApplicationAssembly>()
            .AddClasses(classes => classes.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false)
            .AsImplementedInterfaces()
            .WithScopedLifetime());
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(OutcomeLoggingBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddSingleton<RagMetrics>();
        services.AddSingleton<IndexRebuilds>().AddSingleton<IndexRebuild>();
        services.AddAuth().AddBots().AddRetrieval().AddChat().AddCosts().AddIngestion().AddConsistency();
        services.AddValidatorsFromAssemblyContaining<IApplicationAssembly>(ServiceLifetime.Singleton, includeInternalTypes: true);
        return services;
    }

    private interface IApplicationAssembly;
}
